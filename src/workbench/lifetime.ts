import type { ReadonlySignal } from '@preact/signals';

/** Runs `dispose` when `lifetime` ends; at once if it already has. An AbortSignal is how a resource knows its owner. */
export function onEnd(lifetime: AbortSignal, dispose: () => void): void {
  if (lifetime.aborted) dispose();
  else lifetime.addEventListener('abort', dispose, { once: true });
}

/** Resolves after `milliseconds`, or at once when `lifetime` ends: check `lifetime.aborted` afterwards. */
export function pause(milliseconds: number, lifetime: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (lifetime.aborted) return resolve();
    const end = (): void => {
      clearTimeout(timer);
      lifetime.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    lifetime.addEventListener('abort', end);
  });
}

/** Resolves when `holds` of the signal's value, or when `lifetime` ends. */
export function until<T>(
  source: ReadonlySignal<T>,
  holds: (value: T) => boolean,
  lifetime: AbortSignal,
): Promise<void> {
  return new Promise((resolve) => {
    const waiting = new AbortController();
    const done = (): void => {
      waiting.abort();
      resolve();
    };
    lifetime.addEventListener('abort', done, { signal: waiting.signal });
    onEnd(
      waiting.signal,
      source.subscribe((value) => holds(value) && done()),
    );
  });
}
