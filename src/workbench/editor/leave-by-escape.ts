/**
 * A code editor eats Tab, and that traps whoever has only a keyboard. Here Esc opens the trap: the next Tab (or
 * Shift+Tab) goes to the browser, any other key goes on editing. Works on any editor, since the key never reaches it.
 */
export function leaveByEscape(host: HTMLElement, onChange: (open: boolean) => void, lifetime: AbortSignal): void {
  let open = false;
  const set = (next: boolean): void => {
    if (next !== open) onChange((open = next));
  };
  host.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Escape') set(true);
      else if (event.key === 'Tab' && open) event.stopPropagation();
      else if (event.key !== 'Shift') set(false);
    },
    { capture: true, signal: lifetime },
  );
  host.addEventListener('focusout', () => set(false), { signal: lifetime });
}
