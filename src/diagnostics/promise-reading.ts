/** What the sampler of promises tells the worker; it crosses over as JSON. */
import type { Frame } from './profile-builder.ts';

export type PromiseReading =
  | {
      readonly kind: 'sampled';
      /** Each wait here stands for so many. */
      readonly interval: number;
      /** Milliseconds, on the clock of {@link WaitGroup.waits}. */
      readonly now: number;
      /** Promises that were not looked at, because the event loop did not turn for too long. */
      readonly missed: number;
      readonly sites: readonly PromiseSite[];
    }
  | { readonly kind: 'off' };

/** The `await`s that were reached by the same calls. */
export interface PromiseSite {
  /** Leaf first: the function that waits, at the line of its `await`. */
  readonly stack: readonly Frame[];
  readonly groups: readonly WaitGroup[];
}

/** Those of a site that have the same labels. */
export interface WaitGroup {
  readonly labels: Readonly<Record<string, string>>;
  /** Number and start of each wait, flat, since there can be a hundred thousand: `[id, born, id, born, …]`. */
  readonly waits: readonly number[];
}
