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

/** Why it cannot be recorded now; `null` if it is being. */
export async function startRecording(main: MainThread, kind: keyof typeof KINDS): Promise<string | null> {
  const starting = main.call(KINDS[kind].start, FOREVER_MS);
  const waiting = new AbortController();
  const tooLate = delay(ANSWER_TIMEOUT_MS, null, { signal: waiting.signal }).catch(() => null);
  try {
    const started = await Promise.race([starting, tooLate]);
    if (started !== null) return started.refusal;
  } finally {
    waiting.abort();
  }
  // It starts when the thread comes back, for nobody.
  void starting.then(({ refusal }) => (refusal === null ? stopRecording(main, kind) : null)).catch(() => {});
  throw new MainThreadStuck(ANSWER_TIMEOUT_MS);
}

/** Ends it. A recording that nobody ends would be in the way of every later one: a stuck thread is asked again. */
export async function stopRecording<Kind extends keyof typeof KINDS>(
  main: MainThread,
  kind: Kind,
): Promise<Stopped[Kind]> {
  const stop: (typeof KINDS)[Kind]['stop'] = KINDS[kind].stop;
  try {
    return (await main.call(stop)) as Stopped[Kind];
  } catch (error) {
    if (error instanceof MainThreadStuck) void main.call(stop, FOREVER_MS).catch(() => {});
    throw error;
  }
}
