import { AsyncLocalStorage } from 'node:async_hooks';

/** Names and values that samples carry, as Go's `pprof.LabelSet`. */
export type Labels = Readonly<Record<string, string>>;

const NONE: Labels = Object.freeze({});

const storage = new AsyncLocalStorage<Labels>();

/** The labels of the code that runs now; the same object for as long as they are the same. */
export function currentLabels(): Labels {
  return storage.getStore() ?? NONE;
}

/** Runs `fn`, and everything that it starts, with these labels. */
export function runWithLabels<Result>(labels: Labels, fn: () => Result): Result {
  return storage.run(labels, fn);
}
