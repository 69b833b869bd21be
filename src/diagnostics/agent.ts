/** What the worker may ask of the main thread. Types only; the answers cross over as JSON. */
import type { CpuRecording } from './main/cpu-profiler.ts';
import type { CustomReading } from './main/custom-profiles.ts';
import type { TraceRecording } from './main/tracer.ts';
import type { Frame } from './profile-builder.ts';
import type { PromiseReading } from './promise-reading.ts';

export interface Agent {
  memory(): MemoryReading;
  heap(): HeapReading;
  /** One full GC, run to its end. */
  collectGarbage(): null;
  /** Starts recording where the CPU time goes; `refusal` says why not. */
  startCpu(): { readonly refusal: string | null };
  /** `null` if nothing was being recorded. */
  stopCpu(): CpuRecording | null;
  /** Keeps a heap profile if the heap is near its ceiling, and somebody wants a last one. */
  checkCeiling(): null;
  external(): ExternalReading;
  /** Starts recording what happens; `refusal` says why not. */
  startTrace(): { readonly refusal: string | null };
  /** Whether anything was being recorded. */
  stopTrace(): boolean;
  /** After {@link Agent.stopTrace}; `null` while some of it is still to come. */
  takeTrace(): TraceRecording | null;
  writeSnapshot(): { readonly file: string };
  threads(): readonly ThreadReading[];
  openFiles(): OpenFilesReading;
  interruptedStack(): InterruptedStack;
  /** For the index, and so without a collection. */
  counts(): Counts;
  /** The app's own profiles. */
  customProfiles(): readonly CustomReading[];
  /** Whether promises are sampled all the time, and not only in windows. */
  watchesPromises(): boolean;
  promises(): PromiseReading;
  /** Records every promise until {@link Agent.closePromiseWindow}; `at` is on the clock of the readings. */
  openPromiseWindow(): { readonly at: number };
  closePromiseWindow(): null;
}

/** `null`: off. */
export interface Counts {
  /** An estimate. */
  readonly waits: number | null;
  /** Places that allocated memory outside of V8's heap, some of which is still there. */
  readonly externalSites: number | null;
}

/** What the event loop's turns took since the heart began to beat, without the time that the machine gave to others. */
export interface LoopTime {
  readonly elapsedMs: number;
  /** Turns that came later than the threshold of the `block` profile. */
  readonly stalls: number;
  /** What they took beyond it, in all: whoever comes at that moment waits for longer than the threshold. */
  readonly overMs: number;
  readonly longestMs: number;
}

/** Bytes, as `process.memoryUsage()` and `v8.getHeapStatistics()` give them for the main thread. */
export interface MemoryReading {
  readonly heapUsed: number;
  readonly heapTotal: number;
  readonly external: number;
  readonly arrayBuffers: number;
  readonly rss: number;
  /** The most that {@link rss} has been. */
  readonly maxRss: number;
  /** What of `heapTotal` has physical memory behind it. */
  readonly heapPhysical: number;
  readonly heapSizeLimit: number;
  /** What V8 allocated for itself, outside of the heap. */
  readonly malloced: number;
  /** Stack of the process's first thread; `null` where the system does not say. */
  readonly stack: number | null;
  /** Global objects (frames, `vm` contexts) that somebody left, but that something still holds. */
  readonly detachedContexts: number;
  /** The parts of the heap, but for the empty ones. */
  readonly heapSpaces: readonly SpaceReading[];
  readonly gc: CollectionReading;
  /** How long collections have been counted: since the first reading. */
  readonly gcObservedMs: number;
  readonly uptimeMs: number;
  readonly numGC: number;
  readonly numForcedGC: number;
  readonly diagnosticsGC: number;
  /** Bytes that V8 allocated on the heap since the start, dead ones included; `null` before Node 26. */
  readonly allocated: number | null;
  /** Microseconds of CPU time of this thread since the start; `null` where Node does not say. */
  readonly mainCpu: number | null;
  /** The same of all threads of this process. */
  readonly processCpu: number;
  /** Of the threads that the app started. */
  readonly threads: ThreadAllocations;
  readonly resources: OpenResources;
  /** All zero where the `block` profile is off. */
  readonly loop: LoopTime;
  /** What the last full collection left; `null` before the first. */
  readonly floor: HeapFloor | null;
  readonly pauses: Pauses;
  /** An estimate of the `await`s that wait; `null` where promises are not sampled. */
  readonly pendingPromises: number | null;
}

/** `heapUsed` just after a full collection. */
export interface HeapFloor {
  /** Milliseconds since the epoch. */
  readonly t: number;
  readonly heapUsed: number;
}

/** How long the app stood still in the stretch of time before a reading. */
export interface Pauses {
  /** How long that stretch was; 0 where nothing was watched yet. */
  readonly sinceMs: number;
  /** The most by which the event loop was late; `null` if it has not turned. */
  readonly loopDelayMs: number | null;
  /** The longest single collection. */
  readonly longestGcMs: number;
}

/** A part of V8's heap, in bytes. */
export interface SpaceReading {
  /** V8's: `new_space`, `old_space`, `large_object_space`… */
  readonly name: string;
  readonly size: number;
  readonly used: number;
  readonly available: number;
  readonly physical: number;
}

/** Why the collector stopped the thread, as Node tells the kinds apart. */
export type PauseKind = 'minor' | 'minorMarkSweep' | 'major' | 'incremental' | 'weakCallbacks';

export interface PauseTotals {
  readonly count: number;
  readonly totalNs: number;
  readonly maxNs: number;
}

export interface CollectionReading {
  readonly pauses: Readonly<Record<PauseKind, PauseTotals>>;
  /** The last 256 collections, as Go keeps them: round and round, the latest at `(numGC + 255) % 256`. */
  readonly recentNs: readonly number[];
  /** When each of them ended, in nanoseconds since 1970. */
  readonly recentEndNs: readonly number[];
  /** 0 before the first one. */
  readonly lastEndNs: number;
}

/** What the process holds open now. */
export interface OpenResources {
  /** All that keeps the event loop alive. */
  readonly all: number;
  /** TCP connections among it, of either end. */
  readonly sockets: number;
  readonly timers: number;
  /** File descriptors, sockets among them; `null` where the system does not list them. */
  readonly files: number | null;
}

export type HeapReading =
  | {
      readonly kind: 'allocations';
      readonly intervalBytes: number;
      readonly root: HeapNode<AllocationStats>;
      /** Allocated before the sampler was renewed; of it nothing is known to be in use. */
      readonly earlier: HeapNode<AllocationStats> | null;
      /** When the sampler was last renewed, in milliseconds since the epoch: in-use counts from there. */
      readonly renewedAt: number | null;
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

/** Bytes that threads allocated on their own heaps, dead ones included, as of the reading before this one. */
export interface ThreadAllocations {
  readonly running: number;
  readonly allocated: number;
}

/** A worker that the main thread started. */
export interface ThreadReading {
  readonly id: number;
  readonly name: string;
  /** Leaf first; empty if it was none of the app's functions. */
  readonly stack: readonly Frame[];
}

export type OpenFilesReading =
  { readonly kind: 'tracked'; readonly sites: readonly OpenSite[] } | { readonly kind: 'off' };

/** One stack that opened files or sockets. */
export interface OpenSite {
  readonly kind: 'file' | 'socket';
  readonly stack: readonly Frame[];
  /** Those not closed since, -1 where the system does not number them. */
  readonly descriptors: readonly number[];
}

/** What this question interrupted. */
export interface InterruptedStack {
  /** Leaf first; empty if the event loop served it. */
  readonly stack: readonly Frame[];
  /** The heart's last beat before it, as a decimal of nanoseconds. */
  readonly beat: string;
}
