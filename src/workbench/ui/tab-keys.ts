import { isShortcut } from './is-shortcut.ts';

/** The tab that a key leads to, or null when the key is not for the tab list. */
export function targetOf(event: KeyboardEvent, index: number, count: number): number | null {
  if (isShortcut(event)) return null;
  switch (event.key) {
    case 'ArrowRight':
      return (index + 1) % count;
    case 'ArrowLeft':
      return (index - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
