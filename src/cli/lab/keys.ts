/** Single keys, without Enter. Ctrl-C and Ctrl-D count as `q`, because a terminal in raw mode sends no signal. */
export class Keys implements Disposable {
  readonly #onData: (data: Buffer) => void;

  constructor(onKey: (key: string) => void) {
    this.#onData = (data) => {
      const text = data.toString('utf8');
      // Arrows and the like: an escape and letters that nobody typed.
      if (text.startsWith('\u001B')) return;
      for (const key of text) onKey(key === '\u0003' || key === '\u0004' ? 'q' : key.toLowerCase());
    };
    process.stdin.setRawMode(true);
    process.stdin.on('data', this.#onData);
  }

  [Symbol.dispose](): void {
    process.stdin.off('data', this.#onData);
    process.stdin.setRawMode(false);
    process.stdin.pause();
  }
}
