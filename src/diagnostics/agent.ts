/** What the worker may ask of the main thread. Types only; the answers cross over as JSON. */
import type { CpuRecording } from './main/cpu-profiler.ts';
import type { Frame } from './profile-builder.ts';

export interface Agent {
  memory(): MemoryReading;
  heap(): HeapReading;
  /** One full GC, run to its end. */
  collectGarbage(): null;
  /** Starts recording where the CPU time goes; `refusal` says why not. */
  startCpu(): { readonly refusal: string | null };
  /** `null` if nothing was being recorded. */
  stopCpu(): CpuRecording | null;
  external(): ExternalReading;
}

/** Bytes, as `process.memoryUsage()` and `v8.getHeapStatistics()` give them for the main thread. */
export interface MemoryReading {
  readonly heapUsed: number;
  readonly heapTotal: number;
  readonly external: number;
  readonly arrayBuffers: number;
  readonly rss: number;
  readonly heapSizeLimit: number;
  readonly numGC: number;
  readonly numForcedGC: number;
  readonly diagnosticsGC: number;
}

export type HeapReading =
  | {
      readonly kind: 'allocations';
      readonly intervalBytes: number;
      readonly root: HeapNode<AllocationStats>;
    }
  | { readonly kind: 'inuse'; readonly intervalBytes: number; readonly root: HeapNode<LiveStats> }
  | { readonly kind: 'unavailable'; readonly reason: string };

/** A node of V8's sampling heap profile: one function in one calling context. */
export interface HeapNode<Stats> {
  readonly name?: string;
  /** `file:///…`, `node:…`, a path, or empty for V8's own pseudo-frames. */
  readonly scriptName: string;
  /** Line of the function's declaration: V8 does not record the allocating line. */
  readonly lineNumber?: number;
  readonly columnNumber?: number;
  readonly children: readonly HeapNode<Stats>[];
  readonly allocations: readonly Stats[];
}

/** Totals of one node, scaled by V8 from samples to estimates, since the profiler started. */
export interface AllocationStats {
  readonly inuseObjects: number;
  readonly inuseSpaceBytes: number;
  readonly allocObjects: number;
  readonly allocSpaceBytes: number;
}

/** What is alive of one size in one node. */
export interface LiveStats {
  readonly count: number;
  readonly sizeBytes: number;
}

export type ExternalReading =
  | {
      readonly kind: 'sampled';
      readonly intervalBytes: number;
      readonly sites: readonly ExternalSite[];
      /** Bytes of all ArrayBuffers, those included that no sample knows. */
      readonly arrayBuffers: number;
    }
  | { readonly kind: 'off' };

/** One stack that allocated memory outside of V8's heap; the numbers are estimates from samples. */
export interface ExternalSite {
  readonly stack: readonly Frame[];
  readonly allocObjects: number;
  readonly allocBytes: number;
  readonly inuseObjects: number;
  readonly inuseBytes: number;
}
