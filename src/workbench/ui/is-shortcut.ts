/** Keys with these belong to the browser or the system: Alt and an arrow go back, Ctrl and + enlarge the page. */
export const isShortcut = ({ altKey, ctrlKey, metaKey }: KeyboardEvent): boolean => altKey || ctrlKey || metaKey;
