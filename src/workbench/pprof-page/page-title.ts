/** The title of the page names what is open, so that one tab can be told from another. */
import { effect } from '@preact/signals';
import { onEnd } from '../lifetime.ts';

/** `nameOf` reads signals; null while nothing is open. */
export function keepPageTitle(nameOf: () => string | null, lifetime: AbortSignal): void {
  const { title } = document;
  onEnd(
    lifetime,
    effect(() => {
      const name = nameOf();
      document.title = name === null ? title : `${name} · ${title}`;
    }),
  );
  onEnd(lifetime, () => (document.title = title));
}
