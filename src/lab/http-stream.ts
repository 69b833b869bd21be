/** A large answer of a process on 127.0.0.1, piece by piece: it never stands in our memory as a whole. */
import { request } from 'node:http';
import { Readable, Transform } from 'node:stream';
import type { LabRequest } from './scenario.ts';
import { NoAnswer } from './http-exchange.ts';

export interface StreamOptions {
  readonly port: number;
  /** Milliseconds until the answer begins. */
  readonly patienceMs: number;
  /** More than this ends the stream with an error. */
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

export interface Streamed {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Whoever gets it reads it to its end, or destroys it. */
  readonly body: Readable;
}

/** @throws {NoAnswer} when nothing begins to come. */
export async function openStream({ method, path }: LabRequest, options: StreamOptions): Promise<Streamed> {
  const { port, patienceMs, maxBytes, signal } = options;
  const begun = new AbortController();
  const patience = setTimeout(() => begun.abort(new Error('too late')), patienceMs);
  try {
    return await new Promise((resolve, reject) => {
      const outgoing = request({
        host: '127.0.0.1',
        port,
        method,
        path,
        agent: false,
        signal: AbortSignal.any([signal, begun.signal]),
      });
      outgoing.on('error', reject);
      outgoing.on('response', (incoming) => {
        clearTimeout(patience);
        const body = incoming.pipe(counting(maxBytes));
        incoming.on('error', (error) => body.destroy(error));
        body.once('close', () => incoming.destroy());
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body });
      });
      outgoing.end();
    });
  } catch (cause) {
    throw new NoAnswer(`${method} ${path}: no answer`, { cause });
  } finally {
    clearTimeout(patience);
  }
}

function counting(maxBytes: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > maxBytes) done(new Error(`the answer exceeds ${maxBytes} bytes`));
      else done(null, chunk);
    },
  });
}
