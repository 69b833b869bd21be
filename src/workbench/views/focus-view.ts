/** What has the focus is about to go: the view takes it, which stands there whatever happens. */
export function focusView(from: Element): void {
  from.closest('.vw')?.querySelector<HTMLElement>('[role=tabpanel]')?.focus({ preventScroll: true });
}
