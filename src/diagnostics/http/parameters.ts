/** Timers go no further than 2^31 ms, and fire at once past it. */
const LONGEST_SECONDS = 2_000_000;

/** The query of a request, read as Go reads it: what is not a number counts as 0. */
export class Parameters {
  readonly #query: URLSearchParams;

  constructor(query: string) {
    this.#query = new URLSearchParams(query);
  }

  /** `gc=1` */
  get gc(): boolean {
    return this.#integer('gc') > 0;
  }

  /** `debug=1`: text for people. */
  get debug(): boolean {
    return this.#integer('debug') !== 0;
  }

  /** 2 asks for more detail than 1, where there is some. */
  get debugLevel(): number {
    return this.#integer('debug');
  }

  /** `seconds=`, not yet checked; empty if absent. */
  get seconds(): string {
    return this.#query.get('seconds') ?? '';
  }

  /** `seconds=` as a length of time; `undefined` if it is missing, or not a whole number above 0. */
  get duration(): number | undefined {
    const seconds = /^\+?\d+$/.test(this.seconds) ? Number(this.seconds) : 0;
    return seconds > 0 ? Math.min(seconds, LONGEST_SECONDS) : undefined;
  }

  /** `token=`, for links that go on from here. */
  get token(): string | null {
    return this.#query.get('token');
  }

  #integer(name: string): number {
    const value = this.#query.get(name) ?? '';
    return /^[+-]?\d+$/.test(value) ? Number(value) : 0;
  }
}
