/** Where lines go: with one live line below them on a terminal, plain elsewhere. */
import { stripVTControlCharacters } from 'node:util';

export interface Screen extends Disposable {
  print(text: string): void;
  /** What is now; on a terminal it replaces what was. */
  live(text: string): void;
}

export function createScreen(tty: boolean): Screen {
  return tty ? new TerminalScreen() : new PlainScreen();
}

const CLEAR_LINE = '\r\u001B[2K';

class TerminalScreen implements Screen {
  #live = '';

  print(text: string): void {
    process.stdout.write(`${CLEAR_LINE}${text}\n${this.#fit()}`);
  }

  live(text: string): void {
    this.#live = text;
    process.stdout.write(`${CLEAR_LINE}${this.#fit()}`);
  }

  [Symbol.dispose](): void {
    process.stdout.write(CLEAR_LINE);
  }

  /** One column short of the terminal: a line that wraps could not be cleared. */
  #fit(): string {
    return this.#live.slice(0, (process.stdout.columns || 80) - 1);
  }
}

/** Memory moves twice a second; a log wants less. */
const PLAIN_LIVE_EVERY_MS = 2_000;

class PlainScreen implements Screen {
  #lastLive = Number.NEGATIVE_INFINITY;

  print(text: string): void {
    console.log(stripVTControlCharacters(text));
  }

  live(text: string): void {
    const now = performance.now();
    if (text === '' || now - this.#lastLive < PLAIN_LIVE_EVERY_MS) return;
    this.#lastLive = now;
    this.print(text);
  }

  [Symbol.dispose](): void {}
}
