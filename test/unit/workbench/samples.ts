import type { Mark, MemorySample } from '#server/contract.ts';

const MIB = 2 ** 20;

/** A reading at `t` with a heap of so many MiB. */
export const sample = (t: number, heapMiB = 10): MemorySample => ({
  t,
  heapUsed: heapMiB * MIB,
  heapTotal: 2 * heapMiB * MIB,
  external: 2 * MIB,
  arrayBuffers: MIB,
  rss: 100 * MIB,
});

export const mark = (t: number, kind: Mark['kind']): Mark => ({ t, kind });
