/**
 * A run of a lab, as everyone sees it: its state, its memory, what happened to it. Types only, shared by the
 * supervisor, the CLI, the server's event stream and (through the server's contract) the browser.
 */

/** Counters of `process.memoryUsage()`, in bytes. */
export type Counter = 'heapUsed' | 'heapTotal' | 'external' | 'arrayBuffers' | 'rss';

/** One reading. `t` is epoch milliseconds. */
export type MemorySample = { readonly t: number } & Readonly<Record<Counter, number>>;

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
  | { readonly kind: 'stuck'; readonly afterMs: number }
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
      readonly pid: number;
      readonly addresses: Addresses;
    }
  | { readonly kind: 'stopping'; readonly variant: Variant }
  | { readonly kind: 'dead'; readonly variant: Variant; readonly at: number; readonly death: Death };

/** Something that happened at one moment, to be marked on the chart. */
export interface Mark {
  readonly t: number;
  readonly kind: 'start' | 'restart' | 'stop' | 'crash' | 'load-start' | 'load-end' | 'gc' | 'capture';
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
  readonly seconds?: number;
  /** Not asked for: the process left it behind when it ran out of memory. */
  readonly atDeath?: true;
}

/** What a run's followers receive, in order. */
export type RunEvent =
  | { readonly type: 'state'; readonly state: LabState }
  | { readonly type: 'sample'; readonly sample: MemorySample }
  | { readonly type: 'mark'; readonly mark: Mark }
  | { readonly type: 'load'; readonly load: LoadProgress | null }
  | { readonly type: 'capture'; readonly capture: Capture }
  | { readonly type: 'output'; readonly stream: 'stdout' | 'stderr'; readonly line: string };
