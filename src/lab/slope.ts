/** Does the floor of memory rise with the requests? Pure arithmetic over readings after full GCs. */

export interface Floor {
  /** Requests sent by then. */
  readonly requests: readonly number[];
  /** Bytes after full GCs. */
  readonly bytes: readonly number[];
}

/** Growth of each round, in bytes per request. */
export function roundSlopes({ requests, bytes }: Floor): number[] {
  return bytes.slice(1).map((value, round) => {
    const sent = (requests[round + 1] ?? 0) - (requests[round] ?? 0);
    return sent > 0 ? (value - (bytes[round] ?? 0)) / sent : 0;
  });
}

/**
 * The steepest of the last `rounds` rounds, in bytes per request; `null` while there are fewer.
 *
 * A leak grows in every round. A cache with a bound grows until it is full, so the first rounds prove nothing; and
 * V8 now and then drops megabytes of compiled code, so that one flat round proves nothing either. Only several flat
 * rounds in a row, each by itself, are the end of a leak: hence the last ones, and the steepest among them.
 */
export function latestSlope(floor: Floor, rounds: number): number | null {
  const slopes = roundSlopes(floor);
  return slopes.length < rounds ? null : Math.max(...slopes.slice(-rounds));
}
