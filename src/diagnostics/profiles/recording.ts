import { setTimeout as delay } from 'node:timers/promises';
import type { Agent } from '../agent.ts';
import { ANSWER_TIMEOUT_MS, MainThreadStuck, type MainThread } from '../bridge.ts';

/** What the main thread can record for a while. */
const KINDS = {
  cpu: { start: 'startCpu', stop: 'stopCpu' },
  trace: { start: 'startTrace', stop: 'stopTrace' },
} as const;

interface Stopped {
  readonly cpu: ReturnType<Agent['stopCpu']>;
  readonly trace: ReturnType<Agent['stopTrace']>;
}

/** However long the main thread takes: what it starts must be ended. */
const FOREVER_MS = 2 ** 31 - 1;

/**
 * Asks the main thread once, for what must not be done twice, nor be left undone because nobody waits any more.
 * @param late told of an answer that came after {@link MainThreadStuck} was thrown
 * @param patienceMs how long somebody waits
 */
export async function askOnce<Name extends keyof Agent>(
  main: MainThread,
  name: Name,
  late: (answer: ReturnType<Agent[Name]>) => unknown = () => {},
  patienceMs: number = ANSWER_TIMEOUT_MS,
): Promise<ReturnType<Agent[Name]>> {
  const answer = main.call(name, FOREVER_MS);
  const waiting = new AbortController();
  const tooLate = delay(patienceMs, undefined, { signal: waiting.signal }).then(() => {
    void answer.then(late).catch(() => {});
    throw new MainThreadStuck(patienceMs);
  });
  try {
    return await Promise.race([answer, tooLate]);
  } finally {
    waiting.abort();
  }
}

/** Why it cannot be recorded now; `null` if it is being. */
export async function startRecording(main: MainThread, kind: keyof typeof KINDS): Promise<string | null> {
  const { start } = KINDS[kind];
  const { refusal } = await askOnce<'startCpu' | 'startTrace'>(main, start, async (late) => {
    if (late.refusal === null) await stopRecording(main, kind);
  });
  return refusal;
}

/** Ends it, if need be when nobody waits any more: a recording that goes on would be in the way of every later one. */
export async function stopRecording<Kind extends keyof typeof KINDS>(
  main: MainThread,
  kind: Kind,
): Promise<Stopped[Kind]> {
  const stop: (typeof KINDS)[Kind]['stop'] = KINDS[kind].stop;
  return (await askOnce(main, stop)) as Stopped[Kind];
}
