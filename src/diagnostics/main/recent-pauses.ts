import type { Pauses } from '../agent.ts';
import type { GarbageCollections } from './garbage-collections.ts';

/** Kept from the start: an app under test may put a fake clock in its place. */
const { setImmediate, setTimeout, setInterval, clearInterval } = globalThis;
const now = performance.now.bind(performance);

/**
 * How often the watch looks at the event loop; so much between two looks is no delay. Its own timer, since Node's
 * `monitorEventLoopDelay` sees nothing between a reset and its next look (26.10).
 */
const RESOLUTION_MS = 20;
/** Readers that come at the same time share a stretch of time instead of cutting it up. */
const SHORTEST_STRETCH_MS = 400;
/** The watch wakes an idle process 50 times a second: without a reader it stops. */
const UNREAD_MS = 5_000;

/** How long the app stood still, lately: the event loop late, or a collection under way. Watched while somebody reads. */
export class RecentPauses {
  readonly #collections: GarbageCollections;
  #watch: NodeJS.Timeout | null = null;
  #lastLook = 0;
  #worst: number | null = null;
  #unread: NodeJS.Timeout | null = null;
  #isStarting = false;
  #since = 0;
  #last: Pauses = { sinceMs: 0, loopDelayMs: null, longestGcMs: 0 };

  constructor(collections: GarbageCollections) {
    this.#collections = collections;
  }

  /** The last stretch of time between two readings; at the first, nothing has been watched yet. */
  read(): Pauses {
    if (this.#unread === null) {
      this.#last = { sinceMs: 0, loopDelayMs: null, longestGcMs: 0 };
      if (!this.#isStarting) setImmediate(() => this.#start());
      this.#isStarting = true;
      return this.#last;
    }
    this.#unread.refresh();
    const sinceMs = now() - this.#since;
    if (sinceMs < SHORTEST_STRETCH_MS) return this.#last;
    this.#last = {
      sinceMs: Math.round(sinceMs),
      // While the loop stands still it has not been seen at all.
      loopDelayMs: this.#worst === null ? null : Math.round(this.#worst * 10) / 10,
      longestGcMs: this.#collections.takeLongestPause(),
    };
    this.#worst = null;
    this.#since = now();
    return this.#last;
  }

  /**
   * From the event loop, and never from a reading: that is an interrupt, maybe of the app's own `setTimeout`, and a timer
   * that is made while Node moves another one breaks Node's queue of them. Of 10,000 in a loop of timers, one or so left
   * others that never fired, or an event loop that turned on the spot (26.10). An immediate is one step, and safe.
   */
  #start(): void {
    this.#isStarting = false;
    this.#lastLook = now();
    this.#worst = null;
    this.#watch = setInterval(() => this.#look(), RESOLUTION_MS).unref();
    this.#collections.takeLongestPause();
    this.#since = now();
    this.#unread = setTimeout(() => this.#stop(), UNREAD_MS).unref();
  }

  #look(): void {
    const at = now();
    this.#worst = Math.max(this.#worst ?? 0, at - this.#lastLook - RESOLUTION_MS);
    this.#lastLook = at;
  }

  #stop(): void {
    this.#unread = null;
    if (this.#watch !== null) clearInterval(this.#watch);
    this.#watch = null;
  }
}
