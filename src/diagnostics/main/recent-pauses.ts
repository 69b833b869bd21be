import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Pauses } from '../agent.ts';
import type { GarbageCollections } from './garbage-collections.ts';

/** Kept from the start: an app under test may put a fake clock in its place. */
const { setTimeout } = globalThis;
const now = performance.now.bind(performance);

/** How often the watch looks at the event loop; so much of each of its readings is no delay. */
const RESOLUTION_MS = 20;
/** Readers that come at the same time share a stretch of time instead of cutting it up. */
const SHORTEST_STRETCH_MS = 400;
/** The watch wakes an idle process 50 times a second: without a reader it stops. */
const UNREAD_MS = 5_000;

const NANOS_A_MS = 1_000_000;

/** How long the app stood still, lately: the event loop late, or a collection under way. Watched while somebody reads. */
export class RecentPauses {
  readonly #collections: GarbageCollections;
  readonly #delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  #unread: NodeJS.Timeout | null = null;
  #since = 0;
  #last: Pauses = { sinceMs: 0, loopDelayMs: null, longestGcMs: 0 };

  constructor(collections: GarbageCollections) {
    this.#collections = collections;
  }

  /** The last stretch of time between two readings; at the first, nothing has been watched yet. */
  read(): Pauses {
    if (this.#unread === null) {
      this.#delay.reset();
      this.#delay.enable();
      this.#collections.takeLongestPause();
      this.#since = now();
      this.#last = { sinceMs: 0, loopDelayMs: null, longestGcMs: 0 };
      this.#unread = setTimeout(() => this.#stop(), UNREAD_MS).unref();
      return this.#last;
    }
    this.#unread.refresh();
    const sinceMs = now() - this.#since;
    if (sinceMs < SHORTEST_STRETCH_MS) return this.#last;
    this.#last = {
      sinceMs: Math.round(sinceMs),
      // While the loop stands still it has not been seen at all.
      loopDelayMs: this.#delay.count === 0 ? null : delayOf(this.#delay.max),
      longestGcMs: this.#collections.takeLongestPause(),
    };
    this.#delay.reset();
    this.#since = now();
    return this.#last;
  }

  #stop(): void {
    this.#unread = null;
    this.#delay.disable();
  }
}

/** In milliseconds, to a tenth. */
function delayOf(nanos: number): number {
  return Math.max(0, Math.round((nanos / NANOS_A_MS - RESOLUTION_MS) * 10) / 10);
}
