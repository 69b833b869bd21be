import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import type { Agent } from '../agent.ts';
import { say } from '../say.ts';
import type { Settings } from '../settings.ts';
import type { WorkerData } from '../worker.ts';
import { words } from '../words.ts';
import { GarbageCollections } from './garbage-collections.ts';
import { HeapSampler } from './heap-sampler.ts';
import { readMemory } from './memory.ts';

/** Starts the profilers of this thread, and the worker that answers for it. Never throws: the app comes first. */
export function startDiagnostics(settings: Settings): void {
  for (const complaint of settings.complaints) say(complaint);
  const heap = new HeapSampler(settings.heapInterval);
  if (settings.port === null) return;
  const collections = new GarbageCollections();
  const agent: Agent = {
    memory: () => readMemory(collections),
    heap: () => heap.read(),
    collectGarbage: () => {
      collections.force();
      return null;
    },
  };
  const workerData: WorkerData = {
    agentKey: handOver(agent),
    port: settings.port,
    runId: settings.runId,
    program: process.argv[1] ?? process.execPath,
  };
  const worker = new Worker(new URL('../worker.ts', import.meta.url), {
    name: 'vazou/diagnostics',
    workerData,
    // Nothing inherited: an `--import` of the app would run once more in there.
    execArgv: [],
  });
  worker.on('error', (error) => say(words.workerDied(error instanceof Error ? error.message : String(error))));
  // The process ends when the app is done. It is never ended from here: a worker that closes its session to this
  // thread and exits takes the process down with it now and then (silent abort 134 in 4 of about 30 runs, Node 26).
  worker.unref();
}

/**
 * Puts the agent where only the worker finds it: for the moment until it is fetched, under a name that nobody can
 * guess and no loop over the global object meets. The worker keeps a handle and deletes the name.
 */
function handOver(agent: Agent): string {
  const key = randomUUID();
  Object.defineProperty(globalThis, key, { value: agent, enumerable: false, configurable: true });
  return key;
}
