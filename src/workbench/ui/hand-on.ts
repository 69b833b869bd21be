import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** Ref of what goes away, by its own press or by itself: a focus inside goes to the nearest around that can have it. */
export function useHandOn<E extends HTMLElement>(): RefObject<E> {
  const ref = useRef<E>(null);
  useLayoutEffect(() => {
    const gone = ref.current;
    return () => {
      if (!gone?.contains(document.activeElement)) return;
      gone.parentElement?.closest<HTMLElement>('[tabindex]')?.focus({ preventScroll: true });
    };
  }, []);
  return ref as RefObject<E>;
}
