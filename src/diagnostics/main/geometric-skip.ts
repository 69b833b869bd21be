/** Kept from the start. Not `hrtime`: an interrupt may draw, and would write over the app's `hrtime(start)` under way. */
const now = performance.now.bind(performance);

/**
 * How many events to skip before the next sample, so that each is sampled with probability 1/mean, independent of
 * all others: a fixed stride would beat in time with a request that always awaits the same number of times.
 *
 * The random numbers are its own (xorshift32). `Math.random` is the app's: to draw from it would change what an app
 * with a seeded or replaced one gets.
 */
export class GeometricSkip {
  readonly #mean: number;
  #state = Math.trunc(now() * 1_000) | 1;

  /** @param mean 1 or more; with 1 nothing is skipped. */
  constructor(mean: number) {
    this.#mean = mean;
  }

  next(): number {
    if (this.#mean <= 1) return 0;
    return Math.floor(Math.log(this.#uniform()) / Math.log(1 - 1 / this.#mean));
  }

  /** Above 0, up to 1. */
  #uniform(): number {
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return ((this.#state >>> 0) + 1) / 2 ** 32;
  }
}
