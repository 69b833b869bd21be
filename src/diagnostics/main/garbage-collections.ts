import { constants, PerformanceObserver, type PerformanceEntry } from 'node:perf_hooks';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { CollectionReading, HeapFloor } from '../agent.ts';
import { PauseRecord } from './pause-record.ts';

/**
 * `gc()` sets the first. The second is everything else that a program can ask for: `gc({ flavor: 'last-resort' })`, a heap
 * snapshot, `v8.queryObjects()`, the inspector.
 */
const FORCED_FLAGS =
  constants.NODE_PERFORMANCE_GC_FLAGS_FORCED | constants.NODE_PERFORMANCE_GC_FLAGS_ALL_AVAILABLE_GARBAGE;
/**
 * V8's own last resort when an allocation near the ceiling failed: two collections or more, and nobody asked for them.
 * Node has no name for it.
 */
const LAST_RESORT_FLAG = 1 << 7;

/** Kept from the start: an app under test may put a fake clock in its place. */
const now = performance.now.bind(performance);
const { timeOrigin } = performance;

/** A full collection told this late says nothing of the floor any more: much may have been allocated since. */
const FLOOR_FRESH_MS = 50;

/** An entry of type `gc`, which is all that is observed here. */
interface GcEntry extends PerformanceEntry {
  readonly detail: { readonly kind: number; readonly flags: number };
}

export interface CollectionCounts {
  /** Collections of any generation. */
  readonly all: number;
  /** Those that somebody asked for. */
  readonly forced: number;
  /** Those of the forced ones that the diagnostics asked for. */
  readonly own: number;
}

/**
 * Counts the garbage collections of this thread, and forces some.
 *
 * It counts from the first time that somebody asks: of each collection that is observed Node makes 15 to 25 µs of work,
 * half a percent of the CPU of a service that collects 250 times a second (one process, switched on and off), and a
 * service that nobody looks at shall not pay for it.
 *
 * Node reports each collection after the fact, from the event loop: while it stands still, so do these counts.
 * Which ones are the diagnostics' own is told by time: this thread does nothing else while it forces one.
 */
export class GarbageCollections {
  readonly #pauses = new PauseRecord();
  #forced = 0;
  #own = 0;
  readonly #ownSpans: { readonly from: number; readonly to: number }[] = [];
  #longestMs = 0;
  #floor: HeapFloor | null = null;
  #watchedSince: number | null = null;
  readonly #observer = new PerformanceObserver((list) => {
    list.getEntries().forEach((entry) => this.#count(entry));
    this.#noteFloor(list.getEntries());
  });

  /** Counts from now on, if it does not yet. @returns for how many milliseconds it has. */
  watch(): number {
    if (this.#watchedSince === null) {
      this.#watchedSince = now();
      this.#observer.observe({ entryTypes: ['gc'] });
    }
    return Math.round(now() - this.#watchedSince);
  }

  get counts(): CollectionCounts {
    return { all: this.#pauses.collections, forced: this.#forced, own: this.#own };
  }

  /** How long they took. */
  get pauses(): CollectionReading {
    return this.#pauses.read();
  }

  /** What the last full collection left, as far as it was heard of in time. */
  get floor(): HeapFloor | null {
    return this.#floor;
  }

  /** Milliseconds of the longest collection since the last call. */
  takeLongestPause(): number {
    const longest = Math.round(this.#longestMs * 10) / 10;
    this.#longestMs = 0;
    return longest;
  }

  /** One full collection, run to its end. */
  force(): void {
    this.watch();
    const from = now();
    collectNow();
    this.#ownSpans.push({ from, to: now() });
  }

  #count(entry: PerformanceEntry): void {
    const { startTime, duration, detail } = entry as GcEntry;
    this.#pauses.add(detail.kind, duration, timeOrigin + startTime + duration);
    this.#longestMs = Math.max(this.#longestMs, duration);
    if (!isForced(detail.flags)) return;
    // Entries come in order of time: a span that ended before this one began will not be needed again.
    while ((this.#ownSpans[0]?.to ?? Infinity) < startTime) this.#ownSpans.shift();
    const own = (this.#ownSpans[0]?.from ?? Infinity) <= startTime;
    // An interrupt that reads the counts can land anywhere above, but not between these two.
    if (own) this.#own++;
    this.#forced++;
  }

  #noteFloor(entries: readonly PerformanceEntry[]): void {
    const full = entries.findLast((entry) => (entry as GcEntry).detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR);
    if (full === undefined) return;
    const end = full.startTime + full.duration;
    if (now() - end > FLOOR_FRESH_MS) return;
    this.#floor = { t: Math.round(timeOrigin + end), heapUsed: getHeapStatistics().used_heap_size };
  }
}

/** Whether somebody asked for a collection that has these flags. */
export function isForced(flags: number): boolean {
  return (flags & FORCED_FLAGS) !== 0 && (flags & LAST_RESORT_FLAG) === 0;
}

let gc: (() => void) | undefined;

/** One full collection, run to its end, that counts as anybody's: forced, but not the diagnostics' own. */
export function collectNow(): void {
  gc ??= exposeGc();
  gc();
}

/**
 * V8's own `gc`, without a global of that name in the app. (The inspector's `HeapProfiler.collectGarbage` would wait
 * for the event loop.)
 */
function exposeGc(): () => void {
  setFlagsFromString('--expose-gc');
  const gc: unknown = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  if (typeof gc !== 'function') throw new Error('V8 did not expose gc');
  return () => void gc();
}
