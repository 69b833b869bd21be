import { constants, PerformanceObserver, type PerformanceEntry } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const {
  NODE_PERFORMANCE_GC_MAJOR: MAJOR,
  NODE_PERFORMANCE_GC_MINOR: MINOR,
  NODE_PERFORMANCE_GC_MINOR_MARK_SWEEP: MINOR_MARK_SWEEP,
  NODE_PERFORMANCE_GC_FLAGS_FORCED: FORCED,
  NODE_PERFORMANCE_GC_FLAGS_ALL_AVAILABLE_GARBAGE: LAST_RESORT,
} = constants;

/** An entry of type `gc`, which is all that is observed here. */
interface GcEntry extends PerformanceEntry {
  readonly detail: { readonly kind: number; readonly flags: number };
}

export interface CollectionCounts {
  /** Collections of any generation. Incremental marking steps and weak callbacks are parts of one, not one more. */
  readonly all: number;
  /** Those that somebody asked for (`gc()`), or that V8 did as its last resort before giving up. */
  readonly forced: number;
  /** Those of the forced ones that the diagnostics asked for. */
  readonly own: number;
}

/**
 * Counts the garbage collections of this thread, and forces some.
 *
 * Node reports each collection after the fact, from the event loop: while it stands still, so do these counts.
 * Which ones are the diagnostics' own is told by time: this thread does nothing else while it forces one.
 */
export class GarbageCollections {
  #all = 0;
  #forced = 0;
  #own = 0;
  readonly #ownSpans: { readonly from: number; readonly to: number }[] = [];
  readonly #observer = new PerformanceObserver((list) => list.getEntries().forEach((entry) => this.#count(entry)));
  #gc: (() => void) | undefined;

  constructor() {
    this.#observer.observe({ entryTypes: ['gc'] });
  }

  get counts(): CollectionCounts {
    this.#observer.takeRecords().forEach((entry) => this.#count(entry));
    return { all: this.#all, forced: this.#forced, own: this.#own };
  }

  /** One full collection, run to its end. */
  force(): void {
    this.#gc ??= exposeGc();
    const from = performance.now();
    this.#gc();
    this.#ownSpans.push({ from, to: performance.now() });
  }

  #count(entry: PerformanceEntry): void {
    const { startTime, detail } = entry as GcEntry;
    const { kind, flags } = detail;
    if (kind === MAJOR || kind === MINOR || kind === MINOR_MARK_SWEEP) this.#all++;
    if ((flags & (FORCED | LAST_RESORT)) === 0) return;
    this.#forced++;
    // Entries come in order of time: a span that ended before this one started will not be needed again.
    while ((this.#ownSpans[0]?.to ?? Infinity) < startTime) this.#ownSpans.shift();
    if ((this.#ownSpans[0]?.from ?? Infinity) <= startTime) this.#own++;
  }
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
