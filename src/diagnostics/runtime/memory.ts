import { collectNow } from '../main/garbage-collections.ts';
import { memStats, type MemStats } from '../mem-stats/mem-stats.ts';
import { agent } from './this-thread.ts';

export type { MemStats };

/**
 * The counters of `/debug/pprof/memstats`, now: Go's `runtime.ReadMemStats`, under Go's names, and what V8 says besides,
 * under its own. What Go has and V8 has not is `null`.
 */
export function readMemStats(): MemStats {
  return memStats(agent.memory());
}

/**
 * One full garbage collection, run to its end: Go's `runtime.GC`. For tests and measurements: it stops the thread for
 * about 1 ms per MB alive, and V8 knows better when one is due. Counts as forced, if {@link readMemStats} was called
 * before: collections are counted from the first reading on.
 */
export function forceGC(): void {
  collectNow();
}
