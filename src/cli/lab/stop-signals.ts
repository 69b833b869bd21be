/** Being asked to stop from outside: Ctrl-C, `kill`, a closed terminal, or a reader of our output that went away. */
import { constants } from 'node:os';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Turns the first request to stop into an aborted signal; the others change nothing, or they would cut the tidying short. */
export class StopSignals implements Disposable {
  readonly #asked = new AbortController();
  #exitCode: number | null = null;
  readonly #onSignal = (signal: NodeJS.Signals): void => this.#stop(128 + constants.signals[signal]);
  readonly #onPipeError = (): void => this.#stop(128 + constants.signals.SIGPIPE);

  constructor() {
    for (const signal of signals) process.on(signal, this.#onSignal);
    process.stdout.on('error', this.#onPipeError);
  }

  get asked(): AbortSignal {
    return this.#asked.signal;
  }

  /** As shells count: 128 and the signal's number; null when nobody asked. */
  get exitCode(): number | null {
    return this.#exitCode;
  }

  [Symbol.dispose](): void {
    for (const signal of signals) process.off(signal, this.#onSignal);
    process.stdout.off('error', this.#onPipeError);
  }

  #stop(exitCode: number): void {
    this.#exitCode ??= exitCode;
    this.#asked.abort();
  }
}
