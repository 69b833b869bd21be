/** Tells a service that is slow from one that is stuck. */
import { setTimeout as delay } from 'node:timers/promises';
import { exchange } from './http-exchange.ts';

export interface HeartbeatOptions {
  readonly port: number;
  readonly path: string;
  readonly signal: AbortSignal;
}

const BEAT_EVERY_MS = 1_000;
const BEAT_TIMEOUT_MS = 3_000;
/**
 * Silence is counted in beats missed, not in time passed, so that a laptop waking from sleep has missed one, not an
 * hour of them. Five leave a service that gasps for memory 15 s, more than it was ever seen to need.
 */
const BEATS_MISSED = 5;

/** Resolves with the milliseconds of silence once the service no longer answers, or `null` when `signal` aborts. */
export async function untilSilent({ port, path, signal }: HeartbeatOptions): Promise<number | null> {
  for (let missed = 0; missed < BEATS_MISSED;) {
    await delay(BEAT_EVERY_MS, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return null;
    // Any answer is a sign of life, an error status too.
    const answered = await exchange({ method: 'GET', path }, { port, timeoutMs: BEAT_TIMEOUT_MS, signal }).then(
      () => true,
      () => false,
    );
    missed = answered ? 0 : missed + 1;
  }
  return signal.aborted ? null : BEATS_MISSED * BEAT_TIMEOUT_MS;
}
