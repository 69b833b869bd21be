/** One HTTP exchange with a process of this machine: bounded in time and in bytes. */
import { request, type Agent, type ClientRequest, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { LabRequest, LabResponse } from './scenario.ts';

/** Where a process of this machine, and of no other, listens. */
export type LoopbackHost = '127.0.0.1' | '::1';

export interface ExchangeOptions {
  /** By default 127.0.0.1. */
  readonly host?: LoopbackHost | undefined;
  readonly port: number;
  /** Milliseconds for the whole exchange, body included. */
  readonly timeoutMs: number;
  /** Asked when they are over: is there reason to wait for as long again? Omitted: there is none. */
  readonly waitsOn?: (() => Promise<boolean>) | undefined;
  /** Connections to keep; without one every exchange opens and closes its own. */
  readonly agent?: Agent | undefined;
  readonly signal?: AbortSignal | undefined;
  /** The request is on its way, whole. Again where it had to be sent again. */
  readonly onSent?: (() => void) | undefined;
}

/** No lab answers anything near this; past it something is wrong, and our own memory is at stake. */
const MAX_BODY_BYTES = 64 * 1024 * 1024;

/** Refused, hung up, timed out, aborted or answered beyond measure: `cause` says which. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  /** Nobody hung up or refused: time was over. */
  readonly timedOut: boolean;

  constructor(message: string, { timedOut = false, ...options }: ErrorOptions & { readonly timedOut?: boolean } = {}) {
    super(message, options);
    this.timedOut = timedOut;
  }

  /** Nobody listens there. */
  get isRefusal(): boolean {
    return this.code === 'ECONNREFUSED';
  }

  /** What the connection came to, such as `ECONNRESET`; `null` where it was not the connection. */
  get code(): string | null {
    const { cause } = this;
    return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : null;
  }
}

/** @throws {NoAnswer} Any status is an answer. */
export async function exchange(message: LabRequest, options: ExchangeOptions): Promise<LabResponse> {
  const deadline = new AbortController();
  const settled = new AbortController();
  void expire(deadline, settled.signal, options);
  const signal = options.signal === undefined ? deadline.signal : AbortSignal.any([options.signal, deadline.signal]);
  try {
    return await attempt(message, options, signal).catch((error: unknown) => {
      // None of it was read. Its next connection is its own: the others that are kept may be as old.
      if (error instanceof ConnectionGivenUp) return attempt(message, { ...options, agent: undefined }, signal);
      throw error;
    });
  } catch (cause) {
    const timedOut = deadline.signal.aborted && options.signal?.aborted !== true;
    throw new NoAnswer(`${message.method} ${message.path}: no answer`, { cause, timedOut });
  } finally {
    settled.abort();
  }
}

async function expire(
  deadline: AbortController,
  settled: AbortSignal,
  { timeoutMs, waitsOn }: Pick<ExchangeOptions, 'timeoutMs' | 'waitsOn'>,
): Promise<void> {
  try {
    for (let again = true; again; again = (await waitsOn?.()) === true) {
      await delay(timeoutMs, undefined, { signal: settled, ref: false });
    }
    deadline.abort();
  } catch {
    // Settled before.
  }
}

/** The server hung up on a connection that it had promised to keep only until then. */
class ConnectionGivenUp extends Error {
  override readonly name = 'ConnectionGivenUp';
}

interface Kept {
  /** When what it last carried was sent, on the clock of `performance`. */
  readonly since: number;
  readonly forMs: number;
}

/** Connections that carried an answer, as long as their server said how long it keeps them. */
const kept = new WeakMap<Socket, Kept>();

/** A server, or we, that stood still for long enough finds the time of its connections over, and new requests on them. */
function isGivenUp({ reusedSocket, socket }: ClientRequest): boolean {
  const { since, forMs } = (socket && kept.get(socket)) ?? { since: 0, forMs: Number.POSITIVE_INFINITY };
  return reusedSocket && performance.now() - since >= forMs;
}

function noteKept({ socket, headers }: IncomingMessage, since: number): void {
  const [, seconds] = /(?:^|[,;\s])timeout=(\d+)/i.exec(String(headers['keep-alive'])) ?? [];
  if (seconds === undefined) kept.delete(socket);
  else kept.set(socket, { since, forMs: Number(seconds) * 1_000 });
}

function attempt(
  message: LabRequest,
  { host = '127.0.0.1', port, agent, onSent }: ExchangeOptions,
  signal: AbortSignal,
): Promise<LabResponse> {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const outgoing = request({
      host,
      port,
      method: message.method,
      path: message.path,
      headers: { ...message.headers },
      agent: agent ?? false,
      signal,
    });
    const hungUp = (error: Error): void =>
      reject(!signal.aborted && isGivenUp(outgoing) ? new ConnectionGivenUp('given up', { cause: error }) : error);
    outgoing.on('error', hungUp);
    if (onSent) outgoing.once('finish', onSent);
    outgoing.on('response', (incoming) => {
      outgoing.off('error', hungUp).on('error', reject);
      noteKept(incoming, began);
      const chunks: Buffer[] = [];
      let bytes = 0;
      incoming.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        chunks.push(chunk);
        if (bytes > MAX_BODY_BYTES) incoming.destroy(new Error(`the answer exceeds ${MAX_BODY_BYTES} bytes`));
      });
      incoming.on('error', reject);
      incoming.on('end', () => {
        resolve({
          status: incoming.statusCode ?? 0,
          headers: Object.fromEntries(
            Object.entries(incoming.headers).map(([name, value]) => [
              name,
              Array.isArray(value) ? value.join(', ') : (value ?? ''),
            ]),
          ),
          body: Buffer.concat(chunks),
        });
      });
    });
    outgoing.end(message.body);
  });
}
