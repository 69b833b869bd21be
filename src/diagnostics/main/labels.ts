import { AsyncLocalStorage } from 'node:async_hooks';

/** Names and values that samples carry, as Go's `pprof.LabelSet`. */
export type Labels = Readonly<Record<string, string>>;

export const NO_LABELS: Labels = Object.freeze({});

const storage = new AsyncLocalStorage<Labels>();

let used = false;
let watcher: (() => void) | null = null;

/** The labels of the code that runs now; the same object for as long as they are the same. */
export function currentLabels(): Labels {
  return storage.getStore() ?? NO_LABELS;
}

/** Runs `fn`, and everything that it starts, with these labels. */
export function runWithLabels<Result>(labels: Labels, fn: () => Result): Result {
  used = true;
  try {
    return storage.run(labels, () => {
      watcher?.();
      return fn();
    });
  } finally {
    watcher?.();
  }
}

/** Whether this app has ever used labels: where it has not, nobody need pay for watching them. */
export function labelsAreUsed(): boolean {
  return used;
}

/** Has `watch` called whenever {@link runWithLabels} changes the labels; `null` ends that. One watcher at a time. */
export function watchLabels(watch: (() => void) | null): void {
  watcher = watch;
}
