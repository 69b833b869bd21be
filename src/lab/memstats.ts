import { z } from 'zod';
import type { HeapSpaces, MemorySample } from './run.ts';

/** What `/debug/pprof/memstats` answers. Unknown fields pass: the diagnostics may learn to say more. */
export const memstatsShape = z.object({
  pid: z.number().int(),
  runId: z.string().nullish(),
  /** Epoch milliseconds. */
  t: z.number(),
  heapUsed: z.number(),
  heapTotal: z.number(),
  external: z.number(),
  arrayBuffers: z.number(),
  rss: z.number(),
  heapSizeLimit: z.number(),
  numGC: z.number(),
  /** Forced GCs seen in the main thread, whoever asked. */
  numForcedGC: z.number(),
  /** Those that the diagnostics themselves asked for. */
  diagnosticsGC: z.number(),
  /** Bytes that V8 allocated on the main thread's heap since the start, dead ones included. */
  allocated: z.number().nullish(),
  /** Microseconds of CPU time of the main thread since the start. */
  mainCpu: z.number().nullish(),
  /** The same of all its threads. */
  processCpu: z.number().nullish(),
  /** Of the threads that the service started: bytes allocated on their heaps, as of the reading before this one. */
  threads: z.object({ running: z.number(), allocated: z.number() }).optional(),
  /** What the event loop's turns took, without the time that the machine gave to others. */
  loop: z.object({ elapsedMs: z.number(), stalls: z.number(), overMs: z.number(), longestMs: z.number() }).optional(),
  resources: z
    .object({
      all: z.number(),
      sockets: z.number(),
      timers: z.number(),
      /** `null` where the system does not list a process's open files. */
      files: z.number().nullable(),
    })
    .optional(),
  heapSpaces: z.array(z.object({ name: z.string(), used: z.number() })).optional(),
  /** What the last full collection left. */
  floor: z.object({ t: z.number(), heapUsed: z.number() }).nullish(),
  /** Milliseconds, of the stretch of time before this reading. */
  pauses: z.object({ sinceMs: z.number(), loopDelayMs: z.number().nullable(), longestGcMs: z.number() }).optional(),
  /** `null` where promises are not sampled. */
  pendingPromises: z.number().nullish(),
});

export type Memstats = z.infer<typeof memstatsShape>;

/** A reading as the run's followers get it. */
export function sampleOf(stats: Memstats): MemorySample {
  const { t, heapUsed, heapTotal, external, arrayBuffers, rss, heapSpaces, resources, pauses, floor } = stats;
  return {
    t,
    heapUsed,
    heapTotal,
    external,
    arrayBuffers,
    rss,
    ...(heapSpaces && { spaces: spacesOf(heapSpaces) }),
    ...(resources && {
      open: {
        resources: resources.all,
        sockets: resources.sockets,
        timers: resources.timers,
        files: resources.files,
      },
    }),
    ...(stats.pendingPromises !== undefined && { pendingPromises: stats.pendingPromises }),
    ...(pauses && pauses.sinceMs > 0 && { loopDelayMs: pauses.loopDelayMs, longestGcMs: pauses.longestGcMs }),
    ...(floor && { floor }),
  };
}

function spacesOf(parts: NonNullable<Memstats['heapSpaces']>): HeapSpaces {
  const spaces = { new: 0, old: 0, large: 0, other: 0 };
  for (const { name, used } of parts) {
    // `new_large_object_space` and its like are large first of all.
    if (name.includes('large_object')) spaces.large += used;
    else if (name === 'new_space') spaces.new += used;
    else if (name === 'old_space') spaces.old += used;
    else spaces.other += used;
  }
  return spaces;
}
