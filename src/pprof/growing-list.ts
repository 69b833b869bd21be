/** An append-only list of unsigned 32-bit integers, for lengths that are only known at the end. */
export class GrowingUint32 {
  length = 0;
  #items: Uint32Array;

  constructor(capacity = 1024) {
    this.#items = new Uint32Array(capacity);
  }

  push(item: number): void {
    if (this.length === this.#items.length) {
      const larger = new Uint32Array(this.#items.length * 2);
      larger.set(this.#items);
      this.#items = larger;
    }
    this.#items[this.length++] = item;
  }

  get(index: number): number {
    return this.#items[index]!;
  }

  /** A copy of the items, without the reserve. */
  toArray(): Uint32Array {
    return this.#items.slice(0, this.length);
  }
}
