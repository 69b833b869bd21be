import { signal, type ReadonlySignal } from '@preact/signals';
import { onEnd } from './lifetime.ts';

/** `devicePixelRatio` as it changes with the browser's zoom or another screen: canvases are drawn anew for it. */
export function watchPixelRatio(lifetime: AbortSignal): ReadonlySignal<number> {
  const ratio = signal(window.devicePixelRatio);
  // A media query can only tell that the ratio is no longer this one; each change needs a query of its own.
  let stop = follow();
  function follow(): () => void {
    const query = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
    const change = (): void => {
      stop();
      ratio.value = window.devicePixelRatio;
      stop = follow();
    };
    query.addEventListener('change', change);
    return () => query.removeEventListener('change', change);
  }
  onEnd(lifetime, () => stop());
  return ratio;
}
