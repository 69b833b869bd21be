/** What takes its time and is waited for on the page: one at a time, and it can be given up. */
import { signal, type ReadonlySignal } from '@preact/signals';
import { onEnd } from '../lifetime.ts';

export interface Errand {
  /** What is under way, in words; null while nothing is. */
  readonly words: ReadonlySignal<string | null>;
  /** Does nothing while another one is under way. `work` tells its own failures. */
  run(words: string, work: (givenUp: AbortSignal) => Promise<void>): Promise<void>;
  cancel(): void;
}

export function createErrand(lifetime: AbortSignal): Errand {
  const words = signal<string | null>(null);
  let giveUp: AbortController | null = null;
  const cancel = (): void => giveUp?.abort();
  onEnd(lifetime, cancel);

  return {
    words,
    async run(said, work) {
      if (giveUp !== null) return;
      giveUp = new AbortController();
      words.value = said;
      try {
        await work(giveUp.signal);
      } finally {
        giveUp = null;
        words.value = null;
      }
    },
    cancel,
  };
}
