/** One time that the event loop was late: the beat before it, and how late the next one came. */
export interface Late {
  readonly since: bigint;
  readonly nanos: bigint;
}

/**
 * Memory that the main thread and the worker both see: what one must know of the other without asking, even while the
 * other does nothing but spin, wait in native code, or die.
 */
export class Board {
  /** What crosses over in `workerData`. */
  readonly memory: SharedArrayBuffer;
  readonly #times: BigInt64Array<SharedArrayBuffer>;
  readonly #flags: Int32Array<SharedArrayBuffer>;

  constructor(memory: SharedArrayBuffer = new SharedArrayBuffer(TIMES * 8 + FLAGS * 4)) {
    this.memory = memory;
    this.#times = new BigInt64Array(memory, 0, TIMES);
    this.#flags = new Int32Array(memory, TIMES * 8, FLAGS);
  }

  /** When the main thread's event loop last turned, on the clock of `process.hrtime`; 0 before its first turn. */
  get beat(): bigint {
    return Atomics.load(this.#times, BEAT);
  }

  /**
   * How often the event loop has been late by now, and each time after the first `known` ones: whoever looks may be
   * held up for longer than the loop needs to be late once more. Only the last {@link LATES_KEPT} are kept.
   */
  lateAfter(known: number): { readonly count: number; readonly late: readonly Late[] } {
    const count = Number(Atomics.load(this.#times, LATE_COUNT));
    const late: Late[] = [];
    for (let i = Math.max(known, count - LATES_KEPT); i < count; i++) {
      const at = lateAt(i);
      late.push({ since: Atomics.load(this.#times, at), nanos: Atomics.load(this.#times, at + 1) });
    }
    return { count, late };
  }

  /** The event loop turns. @param late how late it is, where that is worth telling. */
  beatAt(now: bigint, late: bigint | null): void {
    if (late !== null) {
      const count = Number(Atomics.load(this.#times, LATE_COUNT));
      const at = lateAt(count);
      Atomics.store(this.#times, at, this.beat);
      Atomics.store(this.#times, at + 1, late);
      Atomics.store(this.#times, LATE_COUNT, BigInt(count + 1));
    }
    Atomics.store(this.#times, BEAT, now);
  }

  /** Threads that the main thread started and that still run. */
  get workers(): number {
    return Atomics.load(this.#flags, WORKERS);
  }

  set workers(count: number) {
    Atomics.store(this.#flags, WORKERS, count);
  }

  /** Requests that wait for an answer of the debug server. */
  get waiting(): number {
    return Atomics.load(this.#flags, WAITING);
  }

  addWaiting(difference: 1 | -1): void {
    Atomics.add(this.#flags, WAITING, difference);
  }

  /** The process ends: waits until the worker has told those who still wait for an answer, or for so long. */
  announceEnd(patienceMs: number): void {
    Atomics.store(this.#flags, ENDING, 1);
    Atomics.notify(this.#flags, ENDING);
    if (this.waiting > 0) Atomics.wait(this.#flags, TOLD, 0, patienceMs);
  }

  /** Resolves when the process ends, with a function that lets it. */
  async end(): Promise<() => void> {
    await Atomics.waitAsync(this.#flags, ENDING, 0).value;
    return () => {
      Atomics.store(this.#flags, TOLD, 1);
      Atomics.notify(this.#flags, TOLD);
    };
  }
}

/** Places among the times. */
const BEAT = 0;
const LATE_COUNT = 1;
const LATES = 2;
/** More than three seconds of stalls that just count by default, at 50 ms: the watch is hardly ever away for longer. */
const LATES_KEPT = 64;
const TIMES = LATES + 2 * LATES_KEPT;

function lateAt(index: number): number {
  return LATES + 2 * (index % LATES_KEPT);
}

/** Places among the flags. */
const WORKERS = 0;
const WAITING = 1;
const ENDING = 2;
const TOLD = 3;
const FLAGS = 4;
