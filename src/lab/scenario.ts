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
  /** Set by the judge: kept before the load, and broken after it. */
  readonly afterLoad?: true;
}

export interface Route {
  readonly method: LabRequest['method'];
  readonly path: string;
  readonly what: string;
}

export interface Load {
  request(index: number): LabRequest;
  /**
   * Whether this is an answer to that request, where the load itself can tell at little cost; omitted, any status below
   * 400 is. A verdict counts the others as refused: a service that answers emptily holds nothing either.
   */
  right?(index: number, response: LabResponse): boolean;
  /** Whether who asks this hangs up 15 ms later; a service that is quicker answers. Omitted, everybody waits. */
  hangsUp?(index: number): boolean;
  /** Requests under way at the same time. */
  readonly concurrency: number;
  /** Requests that one press of "load" sends. */
  readonly burst: number;
}

/** Counts that the diagnostics take of the process. What the service says of itself is never trusted. */
export type Gauge =
  /** Pending promises that somebody still holds; needs `diagnostics.promises`. */
  | 'promises'
  /** Open file descriptors, sockets among them. */
  | 'files'
  /** Open TCP connections, of either end. */
  | 'sockets'
  /** Timers that keep the event loop alive; a listener or an `unref`ed timer is none. */
  | 'timers'
  /** All that keeps the event loop alive, as `process.getActiveResourcesInfo()` lists it. */
  | 'resources';

/** What a floor can be read of. Never RSS, which does not come down, and never time. */
export type Measure = Extract<Counter, 'heapUsed' | 'external' | 'arrayBuffers'> | Gauge;

export type ProfileName = 'heap' | 'allocs' | 'goroutine' | 'external' | 'fd' | 'profile' | 'block';

/** Where the proof stands: what a learner asks for, and what then comes first. */
export interface Evidence {
  readonly profile: ProfileName;
  /** As the profile names it: `inuse_space`, `alloc_space`, `goroutine`, `cpu` … */
  readonly sampleType: string;
  /** The function that `top` shows first. */
  readonly function: string;
  /** `server.ts`; or `wrong-fix.ts`, for what only shows once the first fault seems mended. */
  readonly file: 'server.ts' | 'wrong-fix.ts';
  /** The very line, for profiles that are exact to it (not heap and allocs, which know functions only). */
  readonly line?: number;
  /** The column that `top` is sorted by; `flat` unless told. */
  readonly order?: 'flat' | 'cum';
  /** `-show`: only these frames, where the first ones are Node's and not the lab's. */
  readonly show?: string;
  /** `-focus`: only what goes through these functions, where a service has several faults in one profile. */
  readonly focus?: string;
  /** `after` the load, unless what is to be seen goes away with it. */
  readonly when?: 'after' | 'during';
  /**
   * Who holds what was allocated there, from a variable on: variables, properties and constructors as a heap snapshot
   * names them. V8's own steps in between may be left out.
   */
  readonly retainerPath?: readonly string[];
  /** Constructor on that path that a heap snapshot can be searched for: of who holds, or of what is held. */
  readonly constructorName?: string;
}

/** Limits on growth, in the measure's unit (bytes or items) per request. */
export interface SlopeLimit {
  readonly measure: Measure;
  readonly maxPerRequest: number;
}

/** How much load a verdict takes. */
export interface Rounds {
  readonly warmup: number;
  readonly requestsPerRound: number;
  /** So many must be level; of what is judged by a median (`allocations`, `cpu`, `stalls`), at most so many: odd. */
  readonly rounds: number;
  /** What was measured of the leaky and of the fixed version, and where between them the threshold stands. */
  readonly why: string;
}

/**
 * After a warm-up round, `rounds` rounds of load; the slope of `measure` after full GCs, per request, must stay below
 * `maxPerRequest`. One-sided: falling memory never fails.
 */
export interface SlopeAcceptance extends SlopeLimit, Rounds {
  readonly signal: 'slope';
  /** Further measures with limits of their own: all of them must hold. */
  readonly also?: readonly SlopeLimit[];
}

/** For what is gone once a request ends: the most that was open at once under load, above what is open at rest. */
export interface PeakAcceptance extends Rounds {
  readonly signal: 'peak';
  readonly measure: Measure;
  /** For one request under way. The judge keeps `load.concurrency` of them under way. */
  readonly maxPerConcurrent: number;
}

/** For what is not a leak but a cost: bytes that V8 allocated for a request (dead or alive). */
export interface AllocationAcceptance extends Rounds {
  readonly signal: 'allocations';
  readonly maxPerRequest: number;
}

/**
 * CPU time of all threads per request, as a multiple of what a `baseline` request takes the original, which runs beside
 * it: the machine's speed and load are in both, and what a fix makes slower besides gains it nothing. Design for a factor
 * of ten or more between leaky and fixed.
 */
export interface CpuAcceptance extends Rounds {
  readonly signal: 'cpu';
  baseline(index: number): LabRequest;
  /** The n-th request that is judged, as an index of the load; unless told, the load as it comes. */
  pick?(n: number): number;
  readonly maxTimesBaseline: number;
}

/**
 * For what holds up the event loop: under load, the share of the time in which whoever came would wait for longer than
 * 50 ms until the loop turns. What the machine gives to others meanwhile does not count (on Linux).
 */
export interface StallAcceptance extends Rounds {
  readonly signal: 'stalls';
  /** From 0 to 1. */
  readonly maxShare: number;
}

/** There is nothing to mend: the right answer is to say so. The slope is measured all the same, as the proof of it. */
export interface NotALeakAcceptance extends SlopeLimit, Rounds {
  readonly signal: 'not-a-leak';
}

/** One kind of fault, and how its end is told. */
export type FaultAcceptance = SlopeAcceptance | PeakAcceptance | AllocationAcceptance | CpuAcceptance | StallAcceptance;

/** Several faults at once: the verdict says of each whether it is gone. Those told by a slope share their rounds. */
export interface SeveralAcceptance {
  readonly signal: 'several';
  /** By a name that tells the symptom, not the cause: the verdict shows it from the start. */
  readonly faults: readonly { readonly name: string; readonly acceptance: FaultAcceptance }[];
}

export type Acceptance = FaultAcceptance | NotALeakAcceptance | SeveralAcceptance;

/** Profilers that are off unless a lab needs them, since they wrap what the service calls. */
export interface DiagnosticsWish {
  /** Every pending promise, for the goroutine profile. */
  readonly promises?: 'all';
  /** Memory outside of the heap, sampled every so many bytes (1: all of it). */
  readonly external?: number;
  /** Who opened each file and socket. */
  readonly fd?: true;
}

export interface Scenario {
  /** Its place in the course, that of its lesson; a lab without one comes after those that have. */
  readonly order?: number;
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
  /** For a service with more than one fault. */
  readonly moreEvidence?: readonly Evidence[];
  /** Functions that are right to suspect besides those of the evidence. */
  readonly suspects?: readonly string[];
  readonly diagnostics?: DiagnosticsWish;
  readonly acceptance: Acceptance;
  /**
   * Drives the service and says which of its promises hold. Throws only when the service does not answer. Without a
   * {@link contractAfterLoad} it is asked once more after the load, on the same process: it must not depend on being
   * asked first.
   */
  contract(client: LabClient): Promise<readonly ContractCheck[]>;
  /**
   * The same, once a verdict's load is over: was what it asked for done, and done by a service that still works? A
   * memory that is level because work was dropped shows here. @param sent requests of the load, from index 0 on.
   */
  contractAfterLoad?(client: LabClient, sent: number): Promise<readonly ContractCheck[]>;
  /** A ladder: question, tool, region, fix. */
  readonly hints: readonly [question: string, tool: string, region: string, fix: string];
}
