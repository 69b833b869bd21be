/** How many of a lab's hints the learner has opened: kept in the browser, so that a reload takes none of them back. */
import { signal, type ReadonlySignal } from '@preact/signals';
import type { TextStorage } from '../storage.ts';

export interface OpenedHints {
  readonly count: ReadonlySignal<number>;
  openNext(): void;
}

export function createOpenedHints(storage: Pick<TextStorage, 'getItem' | 'setItem'>, labId: string): OpenedHints {
  const key = `vazou:hints:${labId}`;
  const count = signal(read(storage, key));
  return {
    count,
    openNext() {
      count.value += 1;
      try {
        storage.setItem(key, String(count.value));
      } catch {
        // Not kept; it is open all the same.
      }
    },
  };
}

/** None for anything that is no number: what stands in storage may come from another version of the page. */
function read(storage: Pick<TextStorage, 'getItem'>, key: string): number {
  try {
    const text = storage.getItem(key) ?? '';
    return /^\d{1,3}$/.test(text) ? Number(text) : 0;
  } catch {
    return 0;
  }
}
