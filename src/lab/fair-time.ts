/** Time as a crowded machine lets it count: what counts is that in which there was somebody to do the work. */
import { mostBetween, ownTime, threadTimes } from './thread-times.ts';

/** However crowded the machine is: this share of the time counts at least. */
const LEAST_SHARE = 1 / 4;

/**
 * A stopwatch that leaves out what this thread, and that thread of the process which had to wait most, spent ready to run
 * while the machine ran something else. Only Linux tells that: elsewhere all time counts.
 *
 * All threads of the process, since the work may be handed to one that the main thread waits for.
 */
export class FairTime {
  readonly #pid: number;
  readonly #began = performance.now();
  readonly #own = ownTime();
  readonly #threads;

  constructor(pid: number) {
    this.#pid = pid;
    this.#threads = threadTimes(pid);
  }

  /** Milliseconds by the clock. */
  get elapsedMs(): number {
    return performance.now() - this.#began;
  }

  /** Milliseconds that count. */
  get fairMs(): number {
    const elapsed = this.elapsedMs;
    const own = (ownTime()?.waited ?? 0) - (this.#own?.waited ?? 0);
    // One waits for the other: what both waited is seldom counted twice, and never to more than the whole stretch.
    const waited = own + mostBetween('waited', this.#threads, threadTimes(this.#pid));
    return Math.max(elapsed - waited, elapsed * LEAST_SHARE);
  }
}
