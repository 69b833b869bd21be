import { PAUSE_ABOVE_BYTES, RESUME_BELOW_BYTES } from '../limits.ts';

/**
 * Holds a program that writes faster than its output can be taken in. There are two who take it in: our own copy of
 * the screen, always, and the page that shows it, if there is one; the slower one counts.
 */
export class Flow {
  readonly #source: { pause(): void; resume(): void };
  #unparsed = 0;
  #undrawn = 0;
  #paused = false;

  constructor(source: { pause(): void; resume(): void }) {
    this.#source = source;
  }

  /** Bytes were given to our copy of the screen. */
  parsing(bytes: number): void {
    this.#unparsed += bytes;
    this.#update();
  }

  parsed(bytes: number): void {
    this.#unparsed -= bytes;
    this.#update();
  }

  /** Bytes were sent to the page. */
  sent(bytes: number): void {
    this.#undrawn += bytes;
    this.#update();
  }

  /** The page says that it has drawn them. What it says it cannot gain by: below nothing there is nothing. */
  drawn(bytes: number): void {
    this.#undrawn = Math.max(0, this.#undrawn - bytes);
    this.#update();
  }

  /** Nobody looks any more; whoever comes next starts from a copy of the screen. */
  unwatched(): void {
    this.drawn(this.#undrawn);
  }

  #update(): void {
    const waiting = Math.max(this.#unparsed, this.#undrawn);
    if (!this.#paused && waiting > PAUSE_ABOVE_BYTES) {
      this.#paused = true;
      this.#source.pause();
    } else if (this.#paused && waiting < RESUME_BELOW_BYTES) {
      this.#paused = false;
      this.#source.resume();
    }
  }
}
