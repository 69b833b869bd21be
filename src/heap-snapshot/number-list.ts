/** So many are made room for at first, whatever a file says that it holds. */
const FIRST_ROOM = 1 << 20;

/** Unsigned 32-bit numbers, as many as come. */
export class NumberList {
  #values: Uint32Array<ArrayBuffer>;
  #length = 0;

  /** @param expected how many there will be, if that is true. */
  constructor(expected = 0) {
    this.#values = new Uint32Array(Math.min(Math.max(expected, 16), FIRST_ROOM));
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Uint32Array(Math.ceil(this.#length * 1.5));
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length++] = value;
  }

  toArray(): Uint32Array<ArrayBuffer> {
    return this.#values.subarray(0, this.#length);
  }
}
