import type { MemoryReading } from '../agent.ts';
import { collectNow } from '../main/garbage-collections.ts';
import { agent } from './this-thread.ts';

export type { MemoryReading };

/** The counters of `/debug/pprof/memstats`, now: Go's `runtime.ReadMemStats`. */
export function readMemStats(): MemoryReading {
  return agent.memory();
}

/**
 * One full garbage collection, run to its end: Go's `runtime.GC`. For tests and measurements: it stops the thread for
 * about 1 ms per MB alive, and V8 knows better when one is due. Counts as forced.
 */
export function forceGC(): void {
  collectNow();
}
