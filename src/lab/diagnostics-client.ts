/** The lab's `/debug/pprof` as the supervisor uses it. It answers even while the lab's main thread is busy. */
import type { Readable } from 'node:stream';
import { exchange, NoAnswer } from './http-exchange.ts';
import { openStream } from './http-stream.ts';
import { memstatsShape, type Memstats } from './memstats.ts';
import type { CaptureProfile } from './run.ts';
import type { LabResponse, ProfileName } from './scenario.ts';

/** A reading costs about 1 ms; more than this and nobody is there. */
const READ_TIMEOUT_MS = 5_000;
/** Six full GCs of a heap near its ceiling, on a machine with every core busy, took up to 2 s. */
const GC_TIMEOUT_MS = 20_000;
/** On top of the seconds of the recording itself; a busy process takes its time to answer. */
const PROFILE_GRACE_MS = 20_000;
/** More than the process's own sentences are long. */
const MAX_REASON = 400;

/** Millions of objects take seconds to write, and a busy machine longer. */
const SNAPSHOT_PATIENCE_MS = 60_000;
/** A lab's heap of 96 MB makes some 150 MB of text; the page would have no memory for much more. */
const MAX_SNAPSHOT_BYTES = 512 * 1024 * 1024;

export interface HeapSnapshotStream {
  readonly body: Readable;
  /** Bytes; null when the process does not say. */
  readonly size: number | null;
}

/** The process answered, and said why it does not give what was asked for. */
export class Refusal extends NoAnswer {
  readonly reason: string;
  constructor(path: string, reason: string) {
    super(`${path} refused: ${reason}`);
    this.reason = reason;
  }
}

export class DiagnosticsClient {
  readonly #port: number;

  constructor(port: number) {
    this.#port = port;
  }

  /** @param options.gc asks for full GCs before the reading. */
  async memstats(options: { gc?: boolean; signal?: AbortSignal | undefined } = {}): Promise<Memstats> {
    const gc = options.gc === true;
    const response = await this.#get(
      `memstats${gc ? '?gc=1' : ''}`,
      gc ? GC_TIMEOUT_MS : READ_TIMEOUT_MS,
      options.signal,
    );
    return parseMemstats(response.body);
  }

  /** The gzipped heap profile of what is alive, after a GC so that garbage does not count as in use. */
  async heap(signal?: AbortSignal): Promise<Uint8Array> {
    return (await this.#get('heap?gc=1', GC_TIMEOUT_MS, signal)).body;
  }

  /** A gzipped profile, as `/debug/pprof/<name>` gives it. @param query starts with `?`, or is empty. */
  async profile(name: ProfileName | CaptureProfile, query: string, signal?: AbortSignal): Promise<Uint8Array> {
    const seconds = Number(new URLSearchParams(query).get('seconds') ?? 0);
    return (await this.#get(`${name}${query}`, seconds * 1_000 + PROFILE_GRACE_MS, signal)).body;
  }

  /** Every object of the heap, as a `.heapsnapshot`. The process stands still until the first byte comes. */
  async heapSnapshot(signal: AbortSignal): Promise<HeapSnapshotStream> {
    const path = '/debug/pprof/heapsnapshot';
    const { status, headers, body } = await openStream(
      { method: 'GET', path },
      { port: this.#port, patienceMs: SNAPSHOT_PATIENCE_MS, maxBytes: MAX_SNAPSHOT_BYTES, signal },
    );
    if (status !== 200) {
      const reason = Buffer.concat(await body.toArray())
        .toString('utf8', 0, MAX_REASON)
        .trim();
      throw headers['x-go-pprof'] === undefined
        ? new NoAnswer(`${path} answered ${status}`)
        : new Refusal(path, reason);
    }
    const size = Number(headers['content-length']);
    return { body, size: Number.isSafeInteger(size) && size > 0 ? size : null };
  }

  async #get(name: string, timeoutMs: number, signal: AbortSignal | undefined): Promise<LabResponse> {
    const path = `/debug/pprof/${name}`;
    const response = await exchange({ method: 'GET', path }, { port: this.#port, timeoutMs, signal });
    if (response.status === 200) return response;
    if (response.headers['x-go-pprof'] === undefined) throw new NoAnswer(`${path} answered ${response.status}`);
    throw new Refusal(path, Buffer.from(response.body).toString('utf8', 0, MAX_REASON).trim());
  }
}

/** The process is the learner's to change: what does not look like memstats is as good as no answer. */
function parseMemstats(body: Uint8Array): Memstats {
  try {
    return memstatsShape.parse(JSON.parse(Buffer.from(body).toString('utf8')));
  } catch (cause) {
    throw new NoAnswer('memstats is not what was agreed', { cause });
  }
}
