/**
 * What a file may ask of us before we refuse it. The sizes are an order of magnitude above the largest profiles seen
 * in practice (2.5 MB for google/pprof's own large one, about 60 MB for a million deep samples), and small enough for
 * a browser tab: the worst input a limit lets through costs under 2 GB.
 */
export const LIMITS = {
  /** Bytes after gunzip. A gzip of zeros is 1000 times smaller than what it unpacks to. */
  uncompressedBytes: 256 * 2 ** 20,
  /** A location or function costs about 100 bytes as an object and as little as 6 in the file. */
  entities: 4_000_000,
  /** Lines (inlined calls) over all locations; 2 bytes each in the file. */
  lines: 8_000_000,
  /** Label sets are interned, so only distinct ones count; still, an attacker can make each one differ. */
  labels: 8_000_000,
  /** String table entries; each costs 2 bytes in the file, and 8 here until it is used. */
  strings: 16_000_000,
} as const;
