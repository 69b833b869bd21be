import type { ServerResponse } from 'node:http';
import type { Board } from '../board.ts';
import { words } from '../words.ts';
import { failure, type Answer } from './answer.ts';

/** Those who wait for an answer. If the process ends first, they are told so, instead of finding the line dead. */
export class Farewell {
  readonly #board: Board;
  readonly #waiting = new Set<ServerResponse>();
  #isEnding = false;

  constructor(board: Board) {
    this.#board = board;
  }

  /** The answer for whoever asks once it is too late; `null` before that. */
  get answer(): Answer | null {
    return this.#isEnding ? failure(503, words.ending) : null;
  }

  /** From now until its end. */
  waitsFor(response: ServerResponse): void {
    this.#waiting.add(response);
    this.#board.addWaiting(1);
    response.once('close', () => {
      this.#waiting.delete(response);
      this.#board.addWaiting(-1);
    });
  }

  /** Tells all of them. What is written here is with the system when this returns. */
  tell(): void {
    this.#isEnding = true;
    const { status, headers, body } = failure(503, words.ending);
    for (const response of this.#waiting) {
      if (response.headersSent) continue;
      response.writeHead(status, { ...headers, Connection: 'close' });
      response.end(body);
    }
  }
}
