/**
 * What is on its way to one client: filled at the run's pace, emptied at the client's, and bounded, because a client
 * that stops reading must not make the workshop itself leak.
 */
export class ClientQueue<T> {
  readonly #limit: number;
  readonly #items: T[] = [];
  #closed = false;
  #wake = (): void => undefined;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** @returns false when the client is too far behind; the item is not kept. */
  push(item: T): boolean {
    if (this.#items.length >= this.#limit) return false;
    if (!this.#closed) this.#items.push(item);
    this.#wake();
    return true;
  }

  /** Ends the iteration and forgets what was not yet taken. */
  close(): void {
    this.#closed = true;
    this.#items.length = 0;
    this.#wake();
  }

  /** Gives the items in order, waiting for more until the queue is closed. For one reader. */
  async *[Symbol.asyncIterator](): AsyncGenerator<T, void> {
    while (!this.#closed) {
      const item = this.#items.shift();
      if (item !== undefined) yield item;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
