import { createHook, type AsyncHook } from 'node:async_hooks';
import { currentLabels, labelsAreUsed, NO_LABELS, watchLabels, type Labels } from './labels.ts';

/** The labels of each sample of a recording. */
export interface SampleLabels {
  /** The first is the empty one. */
  readonly sets: readonly Labels[];
  /** For each sample, an index into `sets`. */
  readonly ofSample: readonly number[];
  /** Some samples have none because the labels changed too often to note it all. */
  readonly isCut: boolean;
}

/** 16 MB. A busy service changes its labels some 10,000 times a second: enough for a recording of 100 s. */
const MOST_CHANGES = 1_000_000;
/** Farther apart than this, `hrtime` and V8's clock do not count from the same moment, and have to be set together. */
const SAME_CLOCK_MICROS = 1_000_000;

/**
 * When the labels changed while the CPU was profiled. V8's samples know nothing of labels, but both know the time, on one
 * clock. (What @datadog/pprof has for this excludes line numbers.)
 *
 * The labels of what is about to run are those of its async context, which is looked at wherever the event loop or an
 * `await` enters JavaScript: with an async hook, and so only during a recording, and only if the app uses labels.
 */
export class LabelTimes {
  #began = 0;
  #times: number[] = [];
  #sets: Labels[] = [];
  #last: Labels = NO_LABELS;
  /** What ran before each callback that is being run now. */
  readonly #outer: Labels[] = [];
  #hook: AsyncHook | null = null;

  start(): void {
    this.#began = micros();
    this.#times = [];
    this.#sets = [];
    this.#last = NO_LABELS;
    this.#outer.length = 0;
    watchLabels(() => {
      this.#watch();
      this.#note(currentLabels());
    });
    if (!labelsAreUsed()) return;
    this.#watch();
    this.#note(currentLabels());
  }

  /** Ends it. `undefined` if there were no labels. */
  stop(recording: {
    readonly startTime: number;
    readonly samples?: readonly number[];
    readonly timeDeltas?: readonly number[];
  }): SampleLabels | undefined {
    this.cancel();
    const times = this.#times;
    const labels = this.#sets;
    this.#times = [];
    this.#sets = [];
    if (times.length === 0) return undefined;
    const apart = recording.startTime - this.#began;
    const offset = Math.abs(apart) < SAME_CLOCK_MICROS ? 0 : apart;
    const sets: Labels[] = [NO_LABELS];
    const indexes = new Map<string, number>([[JSON.stringify(NO_LABELS), 0]]);
    let at = recording.startTime - offset;
    let change = -1;
    const ofSample = (recording.samples ?? []).map((_, sample) => {
      at += recording.timeDeltas?.[sample] ?? 0;
      while (change + 1 < times.length && times[change + 1]! <= at) change++;
      // Samples can come out of order by some microseconds.
      while (change >= 0 && times[change]! > at) change--;
      const set = labels[change] ?? NO_LABELS;
      const key = JSON.stringify(set);
      const known = indexes.get(key);
      if (known !== undefined) return known;
      indexes.set(key, sets.length);
      return sets.push(set) - 1;
    });
    return { sets, ofSample, isCut: times.length >= MOST_CHANGES };
  }

  /** Ends it without asking for anything. */
  cancel(): void {
    watchLabels(null);
    this.#hook?.disable();
    this.#hook = null;
  }

  #watch(): void {
    this.#hook ??= createHook({
      before: () => {
        this.#outer.push(this.#last);
        this.#note(currentLabels());
      },
      // The context is still that of what has just run.
      after: () => this.#note(this.#outer.pop() ?? NO_LABELS),
    }).enable();
  }

  #note(labels: Labels): void {
    if (labels === this.#last || this.#times.length >= MOST_CHANGES) return;
    this.#last = labels;
    this.#times.push(micros());
    // The last one that has room: what is not noted must not pass for the one before.
    this.#sets.push(this.#times.length === MOST_CHANGES ? NO_LABELS : labels);
  }
}

/** On V8's clock, where they are the same (Linux). */
function micros(): number {
  const [seconds, nanos] = hrtime();
  return seconds * 1_000_000 + nanos / 1_000;
}

/** Kept from the start: an app under test may put a fake clock in its place. */
const hrtime = process.hrtime.bind(process);
