/** What the page and the snapshot worker say to each other. Everything here can be structured-cloned. */
import type { Constructor } from '#heap-snapshot/constructors.ts';
import type { RetainerCluster } from '#heap-snapshot/retainers.ts';

/** Where the snapshot is: a file, or an address of the workshop that answers with one when asked to take it. */
export type SnapshotSource =
  { readonly kind: 'file'; readonly file: Blob } | { readonly kind: 'lab'; readonly url: string };

/** What is asked about; a pattern is its source, since a worker compiles its own. */
export type Wanted =
  | { readonly kind: 'all' }
  | { readonly kind: 'constructor'; readonly name: string }
  | { readonly kind: 'string'; readonly pattern: string }
  | { readonly kind: 'size'; readonly min: number };

/** What a snapshot says about itself. */
export interface SnapshotSummary {
  readonly objects: number;
  readonly edges: number;
  /** Bytes of all that is reachable. */
  readonly bytes: number;
  /** Those that retain most. */
  readonly constructors: readonly Constructor[];
}

export interface Found {
  readonly wanted: Wanted;
  /** Those that retain most, and no more than {@link MOST_CLUSTERS}. */
  readonly clusters: readonly RetainerCluster[];
}

export type SnapshotPhase = 'asking' | 'reading' | 'paths' | 'dominators' | 'searching';

export const MOST_CLUSTERS = 100;

export type ToSnapshotWorker =
  { readonly kind: 'open'; readonly source: SnapshotSource } | { readonly kind: 'find'; readonly wanted: Wanted };

export type FromSnapshotWorker =
  | { readonly kind: 'progress'; readonly phase: SnapshotPhase; readonly fraction: number | null }
  | { readonly kind: 'opened'; readonly summary: SnapshotSummary }
  | { readonly kind: 'found'; readonly found: Found }
  /** `message` is the workshop's, ready to be shown; without one it is no snapshot, or too much for the page. */
  | {
      readonly kind: 'failed';
      readonly why: 'not-snapshot' | 'too-large' | 'bad-pattern' | 'refused' | 'unreachable' | 'crashed';
      readonly message: string;
    };
