import { subscribe } from 'node:diagnostics_channel';
import type { Worker } from 'node:worker_threads';
import type { ThreadAllocations, ThreadReading } from '../agent.ts';
import type { Frame } from '../profile-builder.ts';
import { board } from './board.ts';
import { captureOpener } from './opener.ts';

/** What a worker allocates before its first line runs: 8.6 MB on Node 26.10. */
const START_BYTES = 8_000_000;

interface Thread {
  readonly stack: readonly Frame[];
  /** As it was last told. */
  allocated: number;
}

/**
 * The workers that this thread started, with the line that did. Those that workers start themselves are not seen: only
 * `process.report` lists them, and it holds up the main thread until each worker is out of native code (2.7 s measured
 * with a worker in `execSync`).
 */
export class ThreadTracker {
  readonly #threads = new Map<Worker, Thread>();
  #endedAllocated = 0;

  /** From now on, and for good. */
  constructor() {
    subscribe('worker_threads', (message) => {
      const { worker } = message as { readonly worker: Worker };
      const stack = captureOpener();
      // Ours is started while Node loads the program, with nothing but Node on the stack.
      const own = (stack[0]?.file ?? '').startsWith('node:');
      const thread: Thread = { stack: own ? [] : stack, allocated: START_BYTES };
      this.#threads.set(worker, thread);
      board.workers = this.#threads.size;
      worker.once('exit', () => {
        this.#threads.delete(worker);
        if (isOfApp(thread)) this.#endedAllocated += thread.allocated;
        board.workers = this.#threads.size;
      });
    });
  }

  /**
   * What the app's own threads allocated on their heaps, those included that have ended. It is what they told when they
   * were last asked, and asks them again: they answer in a fraction of a millisecond, but not at once.
   */
  readAllocations(): ThreadAllocations {
    const ofApp = [...this.#threads].filter(([, thread]) => isOfApp(thread));
    const allocated = ofApp.reduce((sum, [, thread]) => sum + thread.allocated, this.#endedAllocated);
    for (const [worker, thread] of ofApp) void askAllocated(worker, thread);
    return { running: ofApp.length, allocated };
  }

  read(): readonly ThreadReading[] {
    return [...this.#threads].map(([{ threadId, threadName }, { stack }]) => {
      return { id: threadId, name: threadName ?? '', stack };
    });
  }
}

/** Ours was started with none of the app's functions on the stack. */
function isOfApp({ stack }: Thread): boolean {
  return stack.length > 0;
}

async function askAllocated(worker: Worker, thread: Thread): Promise<void> {
  try {
    const { total_allocated_bytes: allocated } = await worker.getHeapStatistics();
    thread.allocated = allocated ?? thread.allocated;
  } catch {
    // It has ended, or this Node does not tell: what was known of it stays.
  }
}
