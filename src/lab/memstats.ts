import { z } from 'zod';

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
});

export type Memstats = z.infer<typeof memstatsShape>;
