import { Session } from 'node:inspector/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Agent, MemoryReading } from './agent.ts';
import { words } from './words.ts';

/** A busy machine needs up to 2 s for a full GC of a heap near its ceiling; past this, main is stuck in native code. */
export const ANSWER_TIMEOUT_MS = 10_000;
/** Between two GCs, so that finalizers can run in the main thread's event loop if it turns. */
const PAUSE_BETWEEN_GCS_MS = 10;
/**
 * Floors that are closer than this are the same. Of 191 floors of the labs under load, six collections each, nine in ten
 * were then within 21 KB of the sixth, after 2.5 collections on average; the fifth was within 13 KB.
 */
const SAME_BYTES = 16 * 1024;

/** The main thread did not answer in time. `message` is Portuguese and ready to be shown. */
export class MainThreadStuck extends Error {
  override readonly name = 'MainThreadStuck';

  constructor(patienceMs: number) {
    super(words.stuck(patienceMs / 1_000));
  }
}

/**
 * The main thread, as seen from the worker. Calls reach it through the inspector, as interrupts: they are served
 * between two steps of whatever JavaScript runs there, even in an endless loop. Only native calls hold them up.
 */
export class MainThread {
  readonly #agentKey: string;
  /** One call at a time: an interrupt could otherwise land in the middle of another one's work. */
  #queue: Promise<unknown> = Promise.resolve();

  /** @param agentKey name of the global under which the main thread keeps its {@link Agent}. */
  constructor(agentKey: string) {
    this.#agentKey = agentKey;
  }

  #isClosed = false;
  #serving: keyof Agent | null = null;

  /** It ends, and nothing more is asked of it. */
  close(): void {
    this.#isClosed = true;
  }

  /** What the main thread does for the diagnostics, as far as it got there. */
  get serving(): keyof Agent | null {
    return this.#serving;
  }

  /** Rejects with {@link MainThreadStuck}, or with what the agent threw. */
  async call<Name extends keyof Agent>(
    name: Name,
    patienceMs: number = ANSWER_TIMEOUT_MS,
  ): Promise<ReturnType<Agent[Name]>> {
    const waiting = new AbortController();
    const answer = this.#queue.then(async () => {
      // Nobody waits any more: the main thread should not work for nobody when it comes back.
      if (waiting.signal.aborted) throw new MainThreadStuck(patienceMs);
      if (this.#isClosed) throw new Error(words.ending);
      this.#serving = name;
      try {
        return await interrupt<ReturnType<Agent[Name]>>(`globalThis['${this.#agentKey}']('${name}')`);
      } finally {
        this.#serving = null;
      }
    });
    this.#queue = answer.catch(() => {});
    const tooLate = delay(patienceMs, undefined, { signal: waiting.signal }).then(() => {
      throw new MainThreadStuck(patienceMs);
    });
    try {
      return await Promise.race([answer, tooLate]);
    } finally {
      waiting.abort();
    }
  }

  /** Full GCs in the main thread, one after the other. Objects that wait for a finalizer need more than one. */
  async collectGarbage(times: number): Promise<void> {
    for (let done = 0; done < times; done++) {
      if (done > 0) await delay(PAUSE_BETWEEN_GCS_MS);
      await this.call('collectGarbage');
    }
  }

  /**
   * Full GCs until one leaves what the one before it left: what waits for a finalizer, or sits behind a WeakRef, is gone.
   * @param most so many, even if the memory never comes to rest.
   * @returns what is left
   */
  async settleMemory(most: number): Promise<MemoryReading> {
    await this.collectGarbage(1);
    let left = await this.call('memory');
    for (let done = 1; done < most; done++) {
      const before = left;
      await delay(PAUSE_BETWEEN_GCS_MS);
      await this.collectGarbage(1);
      left = await this.call('memory');
      if (isSame(before.heapUsed, left.heapUsed) && isSame(before.external, left.external)) break;
    }
    return left;
  }
}

const isSame = (before: number, after: number): boolean => Math.abs(before - after) < SAME_BYTES;

/**
 * Evaluates an expression that gives JSON in the main thread. The session lives no longer than that (0.2 ms; measured,
 * without a leak over 40,000): a process that calls `process.exit()` while one is open says "Waiting for the debugger
 * to disconnect".
 */
async function interrupt<Result>(expression: string): Promise<Result> {
  const session = new Session();
  session.connectToMainThread();
  try {
    const { result, exceptionDetails } = await session.post('Runtime.evaluate', {
      expression,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return JSON.parse(String(result.value));
  } finally {
    session.disconnect();
  }
}
