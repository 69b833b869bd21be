/** Lets asynchronous tasks run one after the other, in the order they came. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  take<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(task);
    // The next in line waits for the end of this one, whatever its end was.
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
