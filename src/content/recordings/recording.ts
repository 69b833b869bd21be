/** What `npm run record` writes down of a lab, for its lesson to quote. Bytes, unless a name says otherwise. */
export interface Recording {
  readonly machine: { readonly node: string; readonly platform: string; readonly cores: number };
  /** ISO date. */
  readonly recordedOn: string;
  /** The lab under load without end, until it died, more than once. */
  readonly cycle: {
    readonly ceilingMiB: number;
    /** Seconds since the start, and `heapUsed` in MiB; about one a second. */
    readonly points: readonly (readonly [seconds: number, mib: number])[];
    /** Seconds since the start. */
    readonly crashes: readonly number[];
    /** Requests answered by each crash. */
    readonly requests: readonly number[];
    /** Requests a second, in the first half of the first life and in its last two seconds. */
    readonly rates: { readonly healthy: number; readonly dying: number };
  };
  /** Memory after full GCs, after so many requests. */
  readonly floors: readonly {
    readonly requests: number;
    readonly heapUsed: number;
    readonly external: number;
    readonly arrayBuffers: number;
    readonly rss: number;
  }[];
  /** The heap profile taken after the last of `floors`. */
  readonly capture: { readonly ms: number; readonly bytes: number };
  /** Its first rows, as `go tool pprof -top` prints them. */
  readonly top: { readonly inUse: string; readonly alloc: string };
  /** A heap snapshot after the same load: how long the service did not answer, and the file. */
  readonly snapshot: { readonly ms: number; readonly bytes: number };
  readonly verdicts: Readonly<
    Record<
      'original' | 'wrong-fix' | 'solution',
      {
        readonly passed: boolean;
        readonly floor: readonly number[];
        readonly requests: readonly number[];
        /** Bytes. */
        readonly perRequest: number;
      }
    >
  >;
}
