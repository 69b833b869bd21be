/** More than anybody reads, and little enough for a terminal and an event stream to carry. */
const LINES_PER_SECOND = 100;

/** Lets so many lines through in each second, and says how many it kept back in the seconds that had more. */
export class LineThrottle {
  readonly #pass: (line: string) => void;
  readonly #summary: (omitted: number) => string;
  #windowBegan = Number.NEGATIVE_INFINITY;
  #passed = 0;
  #omitted = 0;

  constructor(pass: (line: string) => void, summary: (omitted: number) => string) {
    this.#pass = pass;
    this.#summary = summary;
  }

  /** @param now milliseconds of a monotonic clock. */
  push(line: string, now: number = performance.now()): void {
    if (now - this.#windowBegan >= 1_000) {
      this.flush();
      this.#windowBegan = now;
      this.#passed = 0;
    }
    if (this.#passed < LINES_PER_SECOND) {
      this.#passed++;
      this.#pass(line);
    } else {
      this.#omitted++;
    }
  }

  /** Says what was kept back so far, if anything was. */
  flush(): void {
    if (this.#omitted > 0) this.#pass(this.#summary(this.#omitted));
    this.#omitted = 0;
  }
}
