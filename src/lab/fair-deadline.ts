/** A deadline that a crowded machine puts off. */
import { FairTime } from './fair-time.ts';

const LOOK_EVERY_MS = 500;
/** Of the patience: to be late by so much of it does not matter. */
const LOOKS = 5;

/**
 * Aborts {@link signal} when so many milliseconds are over that count ({@link FairTime}).
 *
 * Measured with twelve verdicts at once on two cores: a round that takes half a second by itself took twenty.
 */
export class FairDeadline implements Disposable {
  readonly #aborter = new AbortController();
  readonly #time: FairTime;
  readonly #patienceMs: number;
  readonly #looking: NodeJS.Timeout;

  constructor(pid: number, patienceMs: number) {
    this.#time = new FairTime(pid);
    this.#patienceMs = patienceMs;
    this.#looking = setInterval(() => this.#look(), Math.min(LOOK_EVERY_MS, patienceMs / LOOKS));
  }

  get signal(): AbortSignal {
    return this.#aborter.signal;
  }

  /** By the clock. */
  get elapsedMs(): number {
    return this.#time.elapsedMs;
  }

  [Symbol.dispose](): void {
    clearInterval(this.#looking);
  }

  #look(): void {
    if (this.#time.fairMs >= this.#patienceMs) this.#aborter.abort(new DOMException('', 'TimeoutError'));
  }
}
