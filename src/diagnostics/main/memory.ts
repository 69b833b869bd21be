import { readFileSync } from 'node:fs';
import { getHeapSpaceStatistics, getHeapStatistics } from 'node:v8';
import type { MemoryReading, SpaceReading } from '../agent.ts';
import type { GarbageCollections } from './garbage-collections.ts';
import { loopTurns } from './loop-turns.ts';
import type { PromiseSampler } from './promise-sampler.ts';
import type { RecentPauses } from './recent-pauses.ts';
import { readResources } from './resources.ts';
import type { ThreadTracker } from './thread-tracker.ts';

/**
 * Kept from the start: the app may replace the global. (Not imported from `node:process`: that reads every member of it,
 * and so opens the app's stdin.)
 */
const { process } = globalThis;

/** Node 26 counts what was allocated; its types do not say so yet, and older versions do not. */
type HeapStatistics = ReturnType<typeof getHeapStatistics> & { readonly total_allocated_bytes?: number };

/** Kept from the start: what the app puts in their place later must not answer for them. */
const read = readFileSync;
const resourceUsage = process.resourceUsage.bind(process);
const uptime = process.uptime.bind(process);

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
  readonly threads: ThreadTracker;
}

export function readMemory({ collections, pauses, promises, threads }: MemorySources): MemoryReading {
  const { heapUsed, heapTotal, external, arrayBuffers, rss } = process.memoryUsage();
  const gcObservedMs = collections.watch();
  const { all, forced, own } = collections.counts;
  const heap: HeapStatistics = getHeapStatistics();
  return {
    heapUsed,
    heapTotal,
    external,
    arrayBuffers,
    rss,
    maxRss: resourceUsage().maxRSS * 1024,
    heapPhysical: heap.total_physical_size,
    heapSizeLimit: heap.heap_size_limit,
    malloced: heap.malloced_memory,
    stack: mainStack(),
    detachedContexts: heap.number_of_detached_contexts,
    heapSpaces: readSpaces(),
    numGC: all,
    numForcedGC: forced,
    diagnosticsGC: own,
    gc: collections.pauses,
    gcObservedMs,
    uptimeMs: Math.round(uptime() * 1_000),
    allocated: heap.total_allocated_bytes ?? null,
    mainCpu: threadCpu(),
    processCpu: processCpu(),
    threads: threads.readAllocations(),
    resources: readResources(),
    loop: loopTurns.read(),
    floor: collections.floor,
    pauses: pauses.read(),
    pendingPromises: promises.estimatePending(),
  };
}

/** V8 names more than it uses: the empty ones would say nothing. */
function readSpaces(): SpaceReading[] {
  return getHeapSpaceStatistics()
    .filter(({ space_size: size }) => size > 0)
    .map((space) => ({
      name: space.space_name,
      size: space.space_size,
      used: space.space_used_size,
      available: space.space_available_size,
      physical: space.physical_space_size,
    }));
}

/** Only Linux tells how much of it there is. */
function mainStack(): number | null {
  if (process.platform !== 'linux') return null;
  try {
    const [, kilobytes] = /^VmStk:\s+(\d+) kB$/m.exec(read('/proc/self/status', 'utf8')) ?? [];
    return kilobytes === undefined ? null : Number(kilobytes) * 1024;
  } catch {
    // Every descriptor taken: the reading must not fail over it.
    return null;
  }
}
