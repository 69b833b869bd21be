import { SerializeAddon } from '@xterm/addon-serialize';
import headless from '@xterm/headless';
import { SCROLLBACK_LINES } from '../limits.ts';
import type { TerminalSize } from './protocol.ts';

/** Our own copy of what a terminal shows, so that a page that comes back finds it as it was. */
export class Screen implements Disposable {
  readonly #terminal: headless.Terminal;
  readonly #serializer = new SerializeAddon();

  constructor({ cols, rows }: TerminalSize) {
    this.#terminal = new headless.Terminal({ cols, rows, scrollback: SCROLLBACK_LINES, allowProposedApi: true });
    this.#terminal.loadAddon(this.#serializer);
  }

  get size(): TerminalSize {
    const { cols, rows } = this.#terminal;
    return { cols, rows };
  }

  /** @param parsed called once the bytes have been taken in, which happens later. */
  write(bytes: Uint8Array, parsed: () => void): void {
    this.#terminal.write(bytes, parsed);
  }

  resize({ cols, rows }: TerminalSize): void {
    this.#terminal.resize(cols, rows);
  }

  /** Screen and scrollback after all that was written before this call, and before anything written after it. */
  copy(): Promise<{ readonly size: TerminalSize; readonly text: string }> {
    return new Promise((resolve) => {
      this.#terminal.write('', () => resolve({ size: this.size, text: this.#serializer.serialize() }));
    });
  }

  [Symbol.dispose](): void {
    this.#terminal.dispose();
  }
}
