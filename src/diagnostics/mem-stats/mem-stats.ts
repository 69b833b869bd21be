import type { CollectionReading, MemoryReading } from '../agent.ts';
import { goMemStats, type GoMemStats } from './go-mem-stats.ts';

/** What V8 and Node say, under their names, and Go's class beside it, under its own. */
export type MemStats = Omit<MemoryReading, 'gc' | 'stack'> &
  GoMemStats & {
    /** How long the collector stopped the main thread, by kind. */
    readonly gcPauses: CollectionReading['pauses'];
  };

export function memStats(reading: MemoryReading): MemStats {
  // These two are there for the sake of Go's fields.
  const { gc, stack: _, ...rest } = reading;
  return { ...rest, gcPauses: gc.pauses, ...goMemStats(reading) };
}
