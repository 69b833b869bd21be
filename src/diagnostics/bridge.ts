import { Session } from 'node:inspector/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Agent } from './agent.ts';
import { words } from './words.ts';

/** A busy machine needs up to 2 s for a full GC of a heap near its ceiling; past this, main is stuck in native code. */
const ANSWER_TIMEOUT_MS = 15_000;
/** Between two GCs, so that finalizers can run in the main thread's event loop if it turns. */
const PAUSE_BETWEEN_GCS_MS = 10;

/** The main thread did not answer in time. `message` is Portuguese and ready to be shown. */
export class MainThreadStuck extends Error {
  override readonly name = 'MainThreadStuck';
}

/**
 * The main thread, as seen from the worker. Calls reach it through the inspector, as interrupts: they are served
 * between two steps of whatever JavaScript runs there, even in an endless loop. Only native calls hold them up.
 */
export class MainThread {
  readonly #session: Session;
  readonly #agentId: string;
  /** One call at a time: an interrupt could otherwise land inside of another one's work. */
  #line: Promise<unknown> = Promise.resolve();

  private constructor(session: Session, agentId: string) {
    this.#session = session;
    this.#agentId = agentId;
  }

  /** @param agentKey name of the global under which the main thread left its agent; it is gone afterwards. */
  static async connect(agentKey: string): Promise<MainThread> {
    const session = new Session();
    session.connectToMainThread();
    const key = JSON.stringify(agentKey);
    const { result } = await session.post('Runtime.evaluate', {
      expression: `(() => { const agent = globalThis[${key}]; delete globalThis[${key}]; return agent; })()`,
    });
    if (result.objectId === undefined) throw new Error('the main thread left no agent');
    return new MainThread(session, result.objectId);
  }

  /** Rejects with {@link MainThreadStuck}, or with the error that the agent threw. */
  call<Name extends keyof Agent>(name: Name): Promise<ReturnType<Agent[Name]>> {
    const deadline = AbortSignal.timeout(ANSWER_TIMEOUT_MS);
    const answer = this.#line.then(() => {
      // Whoever asked has gone; the main thread should not work for nobody when it comes back.
      if (deadline.aborted) throw stuck();
      return this.#post(name);
    });
    this.#line = answer.catch(() => {});
    return Promise.race([answer, expiry(deadline)]);
  }

  /** Full GCs in the main thread, one after the other. Objects that wait for a finalizer need more than one. */
  async collectGarbage(times: number): Promise<void> {
    for (let done = 0; done < times; done++) {
      if (done > 0) await delay(PAUSE_BETWEEN_GCS_MS);
      await this.call('collectGarbage');
    }
  }

  async #post<Name extends keyof Agent>(name: Name): Promise<ReturnType<Agent[Name]>> {
    const { result, exceptionDetails } = await this.#session.post('Runtime.callFunctionOn', {
      objectId: this.#agentId,
      functionDeclaration: 'function (name) { return JSON.stringify(this[name]()); }',
      arguments: [{ value: name }],
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return JSON.parse(String(result.value));
  }
}

function expiry(deadline: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    deadline.addEventListener('abort', () => reject(stuck()), { once: true });
  });
}

function stuck(): MainThreadStuck {
  return new MainThreadStuck(words.stuck(ANSWER_TIMEOUT_MS / 1000));
}
