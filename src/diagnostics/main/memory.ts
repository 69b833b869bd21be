import { getHeapStatistics } from 'node:v8';
import type { MemoryReading } from '../agent.ts';
import type { GarbageCollections } from './garbage-collections.ts';
import { readResources } from './resources.ts';

/** Node 26 counts what was allocated; its types do not say so yet, and older versions do not. */
type HeapStatistics = ReturnType<typeof getHeapStatistics> & { readonly total_allocated_bytes?: number };

/** Absent before Node 23.9. Kept from the start, as the app may replace it. */
const cpuUsage = (process.threadCpuUsage as typeof process.threadCpuUsage | undefined)?.bind(process);

function threadCpu(): number | null {
  if (cpuUsage === undefined) return null;
  const { user, system } = cpuUsage();
  return user + system;
}

export function readMemory(collections: GarbageCollections): MemoryReading {
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
    resources: readResources(),
  };
}
