/** The page's theme and the design tokens' values, for what is not drawn by CSS: canvases and Monaco. */
import { signal, type ReadonlySignal } from '@preact/signals';
import { onEnd } from './lifetime.ts';

export type Theme = 'light' | 'dark';

/** Follows Starlight's `data-theme` on the root element. */
export function watchTheme(lifetime: AbortSignal): ReadonlySignal<Theme> {
  const root = document.documentElement;
  const read = (): Theme => (root.dataset['theme'] === 'light' ? 'light' : 'dark');
  const theme = signal(read());
  const observer = new MutationObserver(() => (theme.value = read()));
  observer.observe(root, { attributes: true, attributeFilter: ['data-theme'] });
  onEnd(lifetime, () => observer.disconnect());
  return theme;
}

export type TokenReader = (name: `--vz-${string}`) => string;

/** A reader of design tokens as they are now, e.g. `token('--vz-accent')`. Read anew after a change of theme. */
export function tokenReader(element: Element): TokenReader {
  const style = getComputedStyle(element);
  return (name) => style.getPropertyValue(name).trim();
}
