import { useSignal, type ReadonlySignal } from '@preact/signals';
import { useLayoutEffect } from 'preact/hooks';

/** A property as a signal, for what follows it without rendering. Read only the signal: it is a moment behind. */
export function useLatest<T>(value: T): ReadonlySignal<T> {
  const latest = useSignal(value);
  useLayoutEffect(() => {
    latest.value = value;
  }, [value]);
  return latest;
}
