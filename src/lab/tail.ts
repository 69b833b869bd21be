/** The last lines of an output, at most so many characters in all. */
export class Tail {
  readonly #limit: number;
  #lines: string[] = [];
  #length = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  push(line: string): void {
    this.#lines.push(line);
    this.#length += line.length + 1;
    while (this.#length > this.#limit && this.#lines.length > 1) this.#length -= (this.#lines.shift()?.length ?? 0) + 1;
  }

  toString(): string {
    return this.#lines.join('\n');
  }
}
