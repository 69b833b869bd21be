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

  /** `seconds=`, not yet checked; empty if absent. */
  get seconds(): string {
    return this.#query.get('seconds') ?? '';
  }

  #integer(name: string): number {
    const value = this.#query.get(name) ?? '';
    return /^[+-]?\d+$/.test(value) ? Number(value) : 0;
  }
}
