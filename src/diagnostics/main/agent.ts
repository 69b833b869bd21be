import type { Agent } from '../agent.ts';
import type { Settings } from '../settings.ts';
import { cpuProfiler, CpuProfilerBusy } from './cpu-profiler.ts';
import { customProfiles } from './custom-profiles.ts';
import { ExternalSampler } from './external-sampler.ts';
import { GarbageCollections } from './garbage-collections.ts';
import { HeapSampler } from './heap-sampler.ts';
import { interruptedStack } from './interrupted.ts';
import { LastProfile } from './last-profile.ts';
import { readMemory } from './memory.ts';
import { OpenFileTracker } from './open-file-tracker.ts';
import { PromiseSampler } from './promise-sampler.ts';
import { RecentPauses } from './recent-pauses.ts';
import { writeSnapshot } from './snapshot.ts';
import { ThreadTracker } from './thread-tracker.ts';
import { tracer, TracerBusy } from './tracer.ts';

let shared: Agent | null = null;

/**
 * The profilers of this thread, started at the first call. The debug server and the functions of the runtime share
 * them: V8 has one heap sampler in a thread, and wrapping what allocates Buffers twice would count them twice.
 */
export function agentOf(settings: Settings): Agent {
  return (shared ??= makeAgent(settings));
}

function makeAgent(settings: Settings): Agent {
  const heap = new HeapSampler(settings.heapInterval);
  const external = settings.externalInterval === null ? null : new ExternalSampler(settings.externalInterval);
  const last =
    settings.death === null ? null : new LastProfile(heap, settings.death, process.argv[1] ?? process.execPath);
  const promises = new PromiseSampler(settings.promiseInterval);
  const threads = new ThreadTracker();
  const openFiles = settings.trackFiles ? new OpenFileTracker() : null;
  const collections = new GarbageCollections();
  const pauses = new RecentPauses(collections);
  return {
    memory: () => readMemory({ collections, pauses, promises, threads }),
    heap: () => heap.read(),
    collectGarbage: () => {
      collections.force();
      return null;
    },
    startCpu: () => {
      try {
        cpuProfiler.start();
        return { refusal: null };
      } catch (error) {
        if (error instanceof CpuProfilerBusy) return { refusal: error.message };
        throw error;
      }
    },
    checkCeiling: () => {
      last?.checkCeiling();
      return null;
    },
    external: () => external?.read() ?? { kind: 'off' },
    stopCpu: () => cpuProfiler.stop(),
    startTrace: () => {
      try {
        tracer.start();
        return { refusal: null };
      } catch (error) {
        if (error instanceof TracerBusy) return { refusal: error.message };
        throw error;
      }
    },
    stopTrace: () => tracer.stop(),
    takeTrace: () => tracer.take(),
    interruptedStack,
    counts: () => ({ waits: promises.estimatePending(), externalSites: external?.countSites() ?? null }),
    customProfiles: () => [...customProfiles.values()].map((profile) => profile.read()),
    writeSnapshot,
    threads: () => threads.read(),
    openFiles: () => openFiles?.read() ?? { kind: 'off' },
    watchesPromises: () => settings.promiseInterval !== null,
    promises: () => promises.read(),
    openPromiseWindow: () => promises.openWindow(),
    closePromiseWindow: () => {
      promises.closeWindow();
      return null;
    },
  };
}
