/** One HTTP exchange with a process on 127.0.0.1: bounded in time and in bytes. */
import { request, type Agent } from 'node:http';
import type { LabRequest, LabResponse } from './scenario.ts';

export interface ExchangeOptions {
  readonly port: number;
  /** Milliseconds for the whole exchange, body included. */
  readonly timeoutMs: number;
  /** Connections to keep; without one every exchange opens and closes its own. */
  readonly agent?: Agent;
  readonly signal?: AbortSignal | undefined;
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
}

/** @throws {NoAnswer} Any status is an answer. */
export async function exchange(message: LabRequest, options: ExchangeOptions): Promise<LabResponse> {
  const deadline = AbortSignal.timeout(options.timeoutMs);
  const signal = options.signal === undefined ? deadline : AbortSignal.any([options.signal, deadline]);
  try {
    return await attempt(message, options, signal);
  } catch (cause) {
    const timedOut = deadline.aborted && options.signal?.aborted !== true;
    throw new NoAnswer(`${message.method} ${message.path}: no answer`, { cause, timedOut });
  }
}

function attempt(message: LabRequest, { port, agent }: ExchangeOptions, signal: AbortSignal): Promise<LabResponse> {
  return new Promise((resolve, reject) => {
    const outgoing = request({
      host: '127.0.0.1',
      port,
      method: message.method,
      path: message.path,
      headers: { ...message.headers },
      agent: agent ?? false,
      signal,
    });
    outgoing.on('error', reject);
    outgoing.on('response', (incoming) => {
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
