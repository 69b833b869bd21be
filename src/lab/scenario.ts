/**
 * What a scenario declares about its lab. Types only: `scenarios/<slug>.ts` default-exports a {@link Scenario}.
 */
import type { Counter } from './run.ts';

/** One request the load sends to the lab. Built from an index alone, so that every run sends the same load. */
export interface LabRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path and query, starting with `/`. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** What came back. The body is whole, in bytes. */
export interface LabResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** How a scenario's contract talks to the running lab; every call is bounded by the verdict's time budget. */
export interface LabClient {
  send(request: LabRequest): Promise<LabResponse>;
}

/** One promise of the service that a fix must keep, as the learner reads it. */
export interface ContractCheck {
  readonly name: string;
  readonly kept: boolean;
  /** What was expected and what was seen, in one sentence. */
  readonly detail: string;
}

export interface Route {
  readonly method: LabRequest['method'];
  readonly path: string;
  readonly what: string;
}

export interface Load {
  request(index: number): LabRequest;
  /** Requests under way at the same time. */
  readonly concurrency: number;
  /** Requests that one press of "load" sends. */
  readonly burst: number;
}

/** Where the proof stands once the load has run. */
export interface Evidence {
  readonly profile: 'heap';
  readonly sampleType: 'inuse_space' | 'inuse_objects' | 'alloc_space' | 'alloc_objects';
  /** The function that `top` shows first. */
  readonly function: string;
  readonly file: string;
}

/**
 * How a fix is judged: after a warm-up round, `rounds` rounds of load; the slope of `counter` after full GCs,
 * per request, must stay below `maxPerRequest`. One-sided: falling memory never fails.
 */
export interface Acceptance {
  readonly counter: Counter;
  readonly warmup: number;
  readonly requestsPerRound: number;
  readonly rounds: number;
  /** Bytes per request. */
  readonly maxPerRequest: number;
  /** The measured slopes of the leaky and of the fixed version that the threshold stands between. */
  readonly why: string;
}

export interface Scenario {
  readonly title: string;
  readonly summary: string;
  /** `--max-old-space-size`, in MiB. It caps V8's old generation only, never Buffers. */
  readonly ceilingMiB: number;
  /** A path that answers 200 once the service is ready. */
  readonly readyPath: string;
  readonly routes: readonly Route[];
  readonly load: Load;
  readonly symptom: { readonly words: string; readonly grows: readonly Counter[]; readonly flat: readonly Counter[] };
  readonly evidence: Evidence;
  readonly acceptance: Acceptance;
  /** Drives the service and says which of its promises hold. Throws only when the service does not answer. */
  contract(client: LabClient): Promise<readonly ContractCheck[]>;
  /** A ladder: question, tool, region, fix. */
  readonly hints: readonly [question: string, tool: string, region: string, fix: string];
}
