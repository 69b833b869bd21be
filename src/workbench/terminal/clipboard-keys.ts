/** Which keys of the clipboard a terminal leaves to the browser. */

type Key = Pick<KeyboardEvent, 'type' | 'key' | 'ctrlKey' | 'altKey' | 'metaKey'>;

/** Whether Cmd, not Ctrl, copies and pastes here. */
export function onMac(): boolean {
  return navigator.platform.startsWith('Mac');
}

/**
 * Copy and paste as everywhere else: Ctrl+C where something is selected, else it interrupts; Ctrl+V. On a Mac these
 * are keys of the shell; the browser has its own with Cmd.
 */
export function isForTheBrowser(
  { type, key, ctrlKey, altKey, metaKey }: Key,
  hasSelection: boolean,
  isMac: boolean,
): boolean {
  if (isMac || type !== 'keydown' || !ctrlKey || altKey || metaKey) return false;
  const pressed = key.toLowerCase();
  return pressed === 'v' || (pressed === 'c' && hasSelection);
}
