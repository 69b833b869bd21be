import { subscribe } from 'node:diagnostics_channel';
import type { Worker } from 'node:worker_threads';
import type { ThreadReading } from '../agent.ts';
import type { Frame } from '../profile-builder.ts';
import { board } from './board.ts';
import { captureOpener } from './opener.ts';

/**
 * The workers that this thread started, with the line that did. Those that workers start themselves are not seen: only
 * `process.report` lists them, and it holds up the main thread until each worker is out of native code (2.7 s measured
 * with a worker in `execSync`).
 */
export class ThreadTracker {
  readonly #threads = new Map<Worker, readonly Frame[]>();

  /** From now on, and for good. */
  constructor() {
    subscribe('worker_threads', (message) => {
      const { worker } = message as { readonly worker: Worker };
      const stack = captureOpener();
      // Ours is started while Node loads the program, with nothing but Node on the stack.
      this.#threads.set(worker, (stack[0]?.file ?? '').startsWith('node:') ? [] : stack);
      board.workers = this.#threads.size;
      worker.once('exit', () => {
        this.#threads.delete(worker);
        board.workers = this.#threads.size;
      });
    });
  }

  read(): readonly ThreadReading[] {
    return [...this.#threads].map(([{ threadId, threadName }, stack]) => {
      return { id: threadId, name: threadName ?? '', stack };
    });
  }
}
