import { getHeapStatistics } from 'node:v8';
import type { MemoryReading } from '../agent.ts';
import type { GarbageCollections } from './garbage-collections.ts';

export function readMemory(collections: GarbageCollections): MemoryReading {
  const { heapUsed, heapTotal, external, arrayBuffers, rss } = process.memoryUsage();
  const { all, forced, own } = collections.counts;
  return {
    heapUsed,
    heapTotal,
    external,
    arrayBuffers,
    rss,
    heapSizeLimit: getHeapStatistics().heap_size_limit,
    numGC: all,
    numForcedGC: forced,
    diagnosticsGC: own,
  };
}
