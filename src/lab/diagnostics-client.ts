/** The lab's `/debug/pprof` as the supervisor uses it. It answers even while the lab's main thread is busy. */
import { exchange, NoAnswer } from './http-exchange.ts';
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
