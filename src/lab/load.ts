/** The load: requests made from an index alone, so that every run of a scenario sends the very same ones. */
import { Agent } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { exchange, NoAnswer } from './http-exchange.ts';
import { RateMeter } from './rate-meter.ts';
import type { LoadProgress } from './run.ts';
import type { LabRequest, LabResponse, Load } from './scenario.ts';

export interface LoadOptions {
  readonly load: Pick<Load, 'request' | 'concurrency' | 'right' | 'hangsUp'>;
  readonly port: number;
  /** Index of the first request. It goes on where the last load of the same run ended. */
  readonly from: number;
  /** How many requests; `null` goes on until the signal aborts. */
  readonly total: number | null;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined;
  /** Asked when a request got no answer in time: is there reason to wait for longer? Omitted: there is none. */
  readonly waitsOn?: (() => Promise<boolean>) | undefined;
  /** Gives up after so many requests in a row that nobody answered in time; omitted: never. */
  readonly patience?: number | undefined;
}

/** A request that got no good answer, and what it got instead. */
export interface FailedRequest {
  /** `POST /notas` */
  readonly request: string;
  /** A status of 400 or above; a wrong answer; none in time; or what the connection came to, such as `ECONNRESET`. */
  readonly got: number | 'wrong' | 'late' | (string & {});
  /** How the answer began, where there was one. */
  readonly said?: string;
}

export interface LoadResult {
  /** Requests that came to an end, answered or not. */
  readonly sent: number;
  /** Those among them that were refused, timed out, answered 400 or above, or answered wrongly. */
  readonly failed: number;
  /** The first of those. */
  readonly firstFailure: FailedRequest | null;
  /** Index of the first request not begun. */
  readonly next: number;
  /** Gave up: nobody is there to answer. */
  readonly silent: boolean;
}

/** A service that gasps for memory answers late before it dies: still an answer. */
export const REQUEST_TIMEOUT_MS = 10_000;
const PROGRESS_EVERY_MS = 250;
/** From when the request is on its way. */
const HANG_UP_AFTER_MS = 15;
/** A dead service refuses thousands of connections a second; there is nothing to learn from hammering it. */
const PAUSE_AFTER_REFUSAL_MS = 100;
/** Characters of an answer that tell whose it is. */
const SAID_LENGTH = 120;

/** Resolves when all is sent or the signal aborts; a failing service is a result, not an error. */
export async function runLoad(options: LoadOptions): Promise<LoadResult> {
  const { load, port, from, total, signal, onProgress, waitsOn, patience = Number.POSITIVE_INFINITY } = options;
  const agent = new Agent({ keepAlive: true, maxSockets: load.concurrency });
  const rate = new RateMeter();
  let next = from;
  let sent = 0;
  let failed = 0;
  let timeouts = 0;
  let firstFailure: FailedRequest | null = null;
  const fail = ({ method, path }: LabRequest, got: FailedRequest['got'], answer?: LabResponse): void => {
    failed++;
    firstFailure ??= { request: `${method} ${path}`, got, ...(answer && { said: beginningOf(answer) }) };
  };

  const report = (): void =>
    onProgress?.({ sent, failed, total, requestsPerSecond: rate.perSecond(performance.now(), sent) });
  const ticking = setInterval(report, PROGRESS_EVERY_MS);

  const beyond = total === null ? Number.POSITIVE_INFINITY : from + total;
  const goesOn = (): boolean => next < beyond && !signal?.aborted && timeouts < patience;

  const worker = async (): Promise<void> => {
    while (goesOn()) {
      const index = next++;
      const message = load.request(index);
      const gone = load.hangsUp?.(index) === true ? new AbortController() : null;
      const over = signal && gone ? AbortSignal.any([signal, gone.signal]) : (signal ?? gone?.signal);
      const onSent = gone === null ? undefined : () => void hangUp(gone);
      try {
        const options = { port, agent, signal: over, timeoutMs: REQUEST_TIMEOUT_MS, waitsOn, onSent };
        const response = await exchange(message, options);
        if (response.status >= 400) fail(message, response.status, response);
        else if (load.right?.(index, response) === false) fail(message, 'wrong', response);
        timeouts = 0;
      } catch (error) {
        // What was under way when we were told to stop is neither sent nor failed.
        if (signal?.aborted) return;
        // Who hung up wants no answer.
        if (gone?.signal.aborted !== true) {
          const late = error instanceof NoAnswer && error.timedOut;
          fail(message, late ? 'late' : reasonOf(error));
          if (late) timeouts++;
          await delay(PAUSE_AFTER_REFUSAL_MS, undefined, { signal }).catch(() => undefined);
        }
      }
      sent++;
    }
  };

  try {
    report();
    await Promise.all(Array.from({ length: load.concurrency }, worker));
    report();
  } finally {
    clearInterval(ticking);
    agent.destroy();
  }
  return { sent, failed, firstFailure, next, silent: timeouts >= patience };
}

async function hangUp(gone: AbortController): Promise<void> {
  await delay(HANG_UP_AFTER_MS, undefined, { ref: false });
  gone.abort();
}

function beginningOf({ body }: LabResponse): string {
  return Buffer.from(body.subarray(0, SAID_LENGTH))
    .toString()
    .replace(/\p{C}+/gu, ' ')
    .trim();
}

/** `ECONNRESET` and the like, where the system says so. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (!(cause instanceof Error)) return String(cause);
  return 'code' in cause ? String(cause.code) : cause.message;
}
