/**
 * A run of a lab, as everyone sees it: its state, its memory, what happened to it. Types only, shared by the
 * supervisor, the CLI, the server's event stream and (through the server's contract) the browser.
 */

/** Counters of `process.memoryUsage()`, in bytes. */
export type Counter = 'heapUsed' | 'heapTotal' | 'external' | 'arrayBuffers' | 'rss';

/**
 * One reading. `t` is epoch milliseconds. What is optional is missing where the process's diagnostics do not tell it,
 * and null where the process could not tell it.
 */
export type MemorySample = { readonly t: number } & Readonly<Record<Counter, number>> & SampleDetails;

export interface SampleDetails {
  /** Bytes in use in each part of the heap; together they are `heapUsed`. */
  readonly spaces?: HeapSpaces;
  readonly open?: OpenThings;
  /** `await`s that wait: an estimate. Null where promises are not watched. */
  readonly pendingPromises?: number | null;
  /** Milliseconds, of the time since about the reading before: the most that the event loop was late. */
  readonly loopDelayMs?: number | null;
  /** Milliseconds of the longest collection in the same time. */
  readonly longestGcMs?: number;
  /** `heapUsed` just after the last full collection, and when that was. */
  readonly floor?: { readonly t: number; readonly heapUsed: number };
}

/** V8's spaces, those that a learner meets by name. */
export interface HeapSpaces {
  /** Where objects are born. */
  readonly new: number;
  /** Where those go that have survived. */
  readonly old: number;
  /** Objects too large to be moved. */
  readonly large: number;
  /** Compiled code, and V8's own. */
  readonly other: number;
}

/** What the process holds open. */
export interface OpenThings {
  readonly resources: number;
  readonly sockets: number;
  readonly timers: number;
  readonly files: number | null;
}

/** Whose code runs: the learner's copy in the workspace, or one of the lab's own files. */
export type Variant = 'mine' | 'original' | 'solution' | 'wrong-fix';

/** Why a lab is not answering, as far as the supervisor can tell. Turned into words by the catalogue. */
export type Death =
  | {
      readonly kind: 'out-of-memory';
      readonly ceilingMiB: number;
      readonly lastHeapUsed: number | null;
      /** Absent where none was asked for, or the end came too fast. */
      readonly lastProfile?: KeptProfile | undefined;
    }
  | { readonly kind: 'syntax'; readonly message: string; readonly file: string | null; readonly line: number | null }
  | { readonly kind: 'port-taken'; readonly port: number }
  | {
      readonly kind: 'not-ready';
      readonly afterMs: number;
      /** Which of the two faces never answered. */
      readonly missing: 'service' | 'diagnostics';
      readonly stderr: string;
    }
  | {
      readonly kind: 'stuck';
      readonly afterMs: number;
      /** The main thread has nothing to do, and still nobody is answered; absent: it is held up, or was not asked. */
      readonly idle?: true;
    }
  /** It lives, and ended a connection where an answer was due. */
  | { readonly kind: 'hung-up'; readonly code: string }
  /** It answers, but so late that a verdict would take minutes. */
  | { readonly kind: 'slow'; readonly afterMs: number; readonly answered: number; readonly of: number }
  /** It tried to replace a function that measures. */
  | { readonly kind: 'locked'; readonly name: string; readonly file: string | null; readonly line: number | null }
  | { readonly kind: 'exit'; readonly code: number | null; readonly signal: string | null; readonly stderr: string };

/** What a process left behind near its memory ceiling: absolute paths. */
export interface KeptProfile {
  readonly path: string;
  /** A `.heapsnapshot`, if one was asked for. */
  readonly snapshot: string | null;
}

export interface Addresses {
  /** `http://127.0.0.1:8080` */
  readonly service: string;
  /** `http://127.0.0.1:6060/debug/pprof/` */
  readonly diagnostics: string;
}

export type LabState =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'starting'; readonly variant: Variant; readonly since: number }
  | {
      readonly kind: 'ready';
      readonly variant: Variant;
      readonly since: number;
      /** Fingerprint of the code that runs: equal for the same code. */
      readonly code: string;
      readonly pid: number;
      readonly addresses: Addresses;
    }
  | { readonly kind: 'stopping'; readonly variant: Variant }
  | { readonly kind: 'dead'; readonly variant: Variant; readonly at: number; readonly death: Death };

/** Something that happened at one moment, to be marked on the chart. */
export interface Mark {
  readonly t: number;
  /** `fix`: a start with other code than the one before. */
  readonly kind: 'start' | 'restart' | 'fix' | 'stop' | 'crash' | 'load-start' | 'load-end' | 'gc' | 'capture';
}

/** How the process fared that ran the code before the present one: what a fix is held against. */
export interface EarlierLife {
  readonly variant: Variant;
  readonly startedAt: number;
  /** When its first load began; null without one. */
  readonly loadedAt: number | null;
  readonly samples: readonly MemorySample[];
}

export interface LoadProgress {
  readonly sent: number;
  readonly failed: number;
  /** `null`: endless, until stopped or the lab dies. */
  readonly total: number | null;
  readonly requestsPerSecond: number;
}

/** What can be recorded of a run: the profiles of `/debug/pprof/` that have something to look at, and the trace. */
export type CaptureProfile = 'heap' | 'allocs' | 'goroutine' | 'external' | 'fd' | 'block' | 'profile' | 'trace';

/** A profile taken from a run and kept. */
export interface Capture {
  readonly id: string;
  readonly profile: CaptureProfile;
  readonly takenAt: number;
  readonly variant: Variant;
  /** Bytes of the gzipped file: pprof's, or of a trace the JSON of chrome://tracing. */
  readonly size: number;
  /** How long it was recorded; absent where what was there at one moment was read. */
  readonly seconds?: number | undefined;
  /** Fingerprint of the code that ran: equal for the same code. */
  readonly code: string;
  /** What the learner calls it. */
  readonly name?: string | undefined;
  /** Not asked for: the process left it behind when it ran out of memory. */
  readonly atDeath?: true | undefined;
  /** Taken by the judge, of a process of its own, once its load was over; and what the verdict was. */
  readonly verdict?: 'pass' | 'fail' | undefined;
}

/** What a run's followers receive, in order. */
export type RunEvent =
  | { readonly type: 'state'; readonly state: LabState }
  | { readonly type: 'sample'; readonly sample: MemorySample }
  | { readonly type: 'mark'; readonly mark: Mark }
  | { readonly type: 'load'; readonly load: LoadProgress | null }
  /** A new one. */
  | { readonly type: 'capture'; readonly capture: Capture }
  /** One was renamed or deleted: this is the whole list now. */
  | { readonly type: 'captures'; readonly captures: readonly Capture[] }
  /** The code was changed: this is how it was before. */
  | { readonly type: 'before'; readonly before: EarlierLife }
  | { readonly type: 'output'; readonly stream: 'stdout' | 'stderr'; readonly line: string };
