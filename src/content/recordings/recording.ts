/** What `npm run record` writes down of a lab, for its lesson to quote. Bytes, unless a name says otherwise. */
import type { RetainerCluster } from '#heap-snapshot/retainers.ts';
import type { LeakPart } from '#lab/judgement.ts';
import type { Counter } from '#lab/run.ts';

/** The lab as it comes, or with its solution. */
export type RecordedVariant = 'original' | 'solution';

/** Whose profile it is: one of these, or of the twin in Go. */
export type CaptureVariant = RecordedVariant | 'go';

/** Where and of what it was recorded. */
export interface Provenance {
  readonly machine: { readonly node: string; readonly platform: string; readonly cores: number };
  /** ISO date. */
  readonly recordedOn: string;
  /** SHA-256 of the lab's `server.ts` at that time: a lab that changed asks for a new recording. */
  readonly server: string;
}

export interface Recording extends Provenance {
  readonly ceilingMiB: number;
  readonly runs: Readonly<Record<RecordedVariant, RecordedRun>>;
  readonly verdicts: Readonly<
    Record<'original' | 'wrong-fix' | 'solution', { readonly passed: boolean; readonly leak: LeakPart }>
  >;
  /** Under load without end, until it died, more than once. Only of labs that die of it. */
  readonly cycle?: RecordedCycle;
  /** The leaking twin in Go, after so many requests; its profiles are in `<lab>.<profile>.go.pb.gz`. */
  readonly go?: { readonly version: string; readonly requests: number; readonly profiles: readonly string[] };
  /** A heap snapshot after the same load: how long the service did not answer, its size, and who holds most. */
  readonly snapshot?: { readonly ms: number; readonly bytes: number; readonly retainers: RecordedRetainers };
}

/** The lab under so many bursts of its own load, and what was captured of it then. */
export interface RecordedRun {
  /** Memory after full GCs, after so many requests. */
  readonly floors: readonly Floor[];
  /** By profile; the bytes are in `<lab>.<profile>.pb.gz`, of the solution in `<lab>.<profile>.solution.pb.gz`. */
  readonly captures: Readonly<Record<string, { readonly ms: number; readonly bytes: number }>>;
}

/** What `npm run retainers` finds first of the lab's own; null where that is only Node's. */
export interface RecordedRetainers {
  readonly all: RetainerCluster | null;
  /** With `--min-size`: objects that are themselves so large. */
  readonly large: RetainerCluster | null;
  readonly minSize: number;
}

export interface Floor extends Readonly<Record<Counter, number>> {
  readonly requests: number;
  /** Open files and sockets, where the system lists them. */
  readonly files: number | null;
}

export interface RecordedCycle {
  /** Seconds since the start, and `heapUsed` in MiB; about one a second. */
  readonly points: readonly (readonly [seconds: number, mib: number])[];
  /** Seconds since the start. */
  readonly crashes: readonly number[];
  /** Requests answered by each crash. */
  readonly requests: readonly number[];
  /** Requests a second, in the first half of the first life and in its last two seconds. */
  readonly rates: { readonly healthy: number; readonly dying: number };
}

/** Name of a capture's file, beside the recording. */
export function captureFile(lab: string, profile: string, variant: CaptureVariant = 'original'): string {
  return `${lab}.${profile}${variant === 'original' ? '' : `.${variant}`}.pb.gz`;
}
