import { constants } from 'node:perf_hooks';
import type { CollectionReading, PauseKind, PauseTotals } from '../agent.ts';

/** As many as Go keeps. */
const RECENT = 256;
const NS_A_MS = 1_000_000;
/** Node's clock has no finer steps in whole milliseconds since 1970. */
const NS_A_MICRO = 1_000;

const KINDS: readonly (readonly [constant: number, kind: PauseKind])[] = [
  [constants.NODE_PERFORMANCE_GC_MINOR, 'minor'],
  [constants.NODE_PERFORMANCE_GC_MINOR_MARK_SWEEP, 'minorMarkSweep'],
  [constants.NODE_PERFORMANCE_GC_MAJOR, 'major'],
  [constants.NODE_PERFORMANCE_GC_INCREMENTAL, 'incremental'],
  [constants.NODE_PERFORMANCE_GC_WEAKCB, 'weakCallbacks'],
];

/** Incremental marking steps and weak callbacks stop the thread too, but are parts of a collection and not one more. */
const COLLECTIONS: ReadonlySet<PauseKind> = new Set<PauseKind>(['minor', 'minorMarkSweep', 'major']);

/** How long the collector stopped this thread: in all, by kind, and each of the last times. */
export class PauseRecord {
  readonly #totals: Record<PauseKind, { -readonly [Key in keyof PauseTotals]: PauseTotals[Key] }> = {
    minor: { count: 0, totalNs: 0, maxNs: 0 },
    minorMarkSweep: { count: 0, totalNs: 0, maxNs: 0 },
    major: { count: 0, totalNs: 0, maxNs: 0 },
    incremental: { count: 0, totalNs: 0, maxNs: 0 },
    weakCallbacks: { count: 0, totalNs: 0, maxNs: 0 },
  };
  readonly #recentNs = new Float64Array(RECENT);
  readonly #recentEndNs = new Float64Array(RECENT);
  #collections = 0;
  #lastEndNs = 0;

  /** How many collections there were, of any generation. */
  get collections(): number {
    return this.#collections;
  }

  /** @param endMs since 1970. */
  add(constant: number, durationMs: number, endMs: number): void {
    const kind = KINDS.find(([bit]) => bit === constant)?.[1];
    if (kind === undefined) return;
    const ns = Math.round(durationMs * NS_A_MS);
    const totals = this.#totals[kind];
    totals.count++;
    totals.totalNs += ns;
    totals.maxNs = Math.max(totals.maxNs, ns);
    if (!COLLECTIONS.has(kind)) return;
    const at = this.#collections++ % RECENT;
    this.#lastEndNs = Math.round(endMs * NS_A_MICRO) * NS_A_MICRO;
    this.#recentNs[at] = ns;
    this.#recentEndNs[at] = this.#lastEndNs;
  }

  read(): CollectionReading {
    return {
      pauses: {
        minor: { ...this.#totals.minor },
        minorMarkSweep: { ...this.#totals.minorMarkSweep },
        major: { ...this.#totals.major },
        incremental: { ...this.#totals.incremental },
        weakCallbacks: { ...this.#totals.weakCallbacks },
      },
      recentNs: [...this.#recentNs],
      recentEndNs: [...this.#recentEndNs],
      lastEndNs: this.#lastEndNs,
    };
  }
}
