import type { Memstats } from '#lab/memstats.ts';

/** A plausible reading of an idle lab, with what a test is about replaced. */
export function memstats(changed: Partial<Memstats> = {}): Memstats {
  return {
    pid: 42,
    runId: 'run',
    t: 0,
    heapUsed: 10_000_000,
    heapTotal: 20_000_000,
    external: 8_000_000,
    arrayBuffers: 100_000,
    rss: 90_000_000,
    heapSizeLimit: 76 * 1024 * 1024,
    numGC: 20,
    numForcedGC: 6,
    diagnosticsGC: 6,
    ...changed,
  };
}
