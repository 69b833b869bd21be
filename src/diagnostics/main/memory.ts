// Not the global of that name, which the app may replace.
import process from 'node:process';
import { getHeapSpaceStatistics, getHeapStatistics } from 'node:v8';
import type { MemoryReading } from '../agent.ts';
import type { GarbageCollections } from './garbage-collections.ts';
import { loopTurns } from './loop-turns.ts';
import type { PromiseSampler } from './promise-sampler.ts';
import type { RecentPauses } from './recent-pauses.ts';
import { readResources } from './resources.ts';

/** Node 26 counts what was allocated; its types do not say so yet, and older versions do not. */
type HeapStatistics = ReturnType<typeof getHeapStatistics> & { readonly total_allocated_bytes?: number };

/** Absent before Node 23.9. Kept from the start, as the app may replace it. */
const cpuUsage = (process.threadCpuUsage as typeof process.threadCpuUsage | undefined)?.bind(process);

const allCpuUsage = process.cpuUsage.bind(process);

function threadCpu(): number | null {
  if (cpuUsage === undefined) return null;
  const { user, system } = cpuUsage();
  return user + system;
}

function processCpu(): number {
  const { user, system } = allCpuUsage();
  return user + system;
}

/** Whom {@link readMemory} asks. */
export interface MemorySources {
  readonly collections: GarbageCollections;
  readonly pauses: RecentPauses;
  readonly promises: PromiseSampler;
}

export function readMemory({ collections, pauses, promises }: MemorySources): MemoryReading {
  const { heapUsed, heapTotal, external, arrayBuffers, rss } = process.memoryUsage();
  const { all, forced, own } = collections.counts;
  const heap: HeapStatistics = getHeapStatistics();
  return {
    heapUsed,
    heapTotal,
    external,
    arrayBuffers,
    rss,
    heapSizeLimit: heap.heap_size_limit,
    numGC: all,
    numForcedGC: forced,
    diagnosticsGC: own,
    allocated: heap.total_allocated_bytes ?? null,
    mainCpu: threadCpu(),
    processCpu: processCpu(),
    resources: readResources(),
    loop: loopTurns.read(),
    heapSpaces: heapSpaces(),
    floor: collections.floor,
    gcTotalMs: collections.totalMs,
    pauses: pauses.read(),
    pendingPromises: promises.estimatePending(),
  };
}

function heapSpaces(): Readonly<Record<string, number>> {
  const used = getHeapSpaceStatistics().map((space) => [space.space_name, space.space_used_size] as const);
  return Object.fromEntries(used.filter(([, bytes]) => bytes > 0));
}
