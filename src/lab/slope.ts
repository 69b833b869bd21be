/** Does the floor rise with the requests? Pure arithmetic over readings after full GCs. */

export interface Floor {
  /** Requests sent by then. */
  readonly requests: readonly number[];
  /** Bytes, or whatever is counted, after full GCs. */
  readonly values: readonly number[];
}

/** Growth from one reading to a later one, per request. */
export function slopeBetween({ requests, values }: Floor, from: number, to: number): number {
  const sent = (requests[to] ?? 0) - (requests[from] ?? 0);
  return sent > 0 ? ((values[to] ?? 0) - (values[from] ?? 0)) / sent : 0;
}

/**
 * The median growth of the last `rounds` rounds, per request; `null` while there are fewer.
 *
 * The last ones, because a cache with a bound grows until it is full: the first rounds prove nothing. The median,
 * because V8 now and then drops megabytes of compiled code in one round, which must not hide a leak, and because one
 * odd round must not make one.
 */
export function latestSlope(floor: Floor, rounds: number): number | null {
  const slopes = latestSlopes(floor, rounds);
  return slopes === null ? null : median(slopes);
}

/** The growth of each of the last `rounds` rounds, per request, the latest first; `null` while there are fewer. */
export function latestSlopes(floor: Floor, rounds: number): readonly number[] | null {
  const last = floor.values.length - 1;
  if (last < rounds) return null;
  return Array.from({ length: rounds }, (_, back) => slopeBetween(floor, last - back - 1, last - back));
}

/**
 * Whether the median of `rounds` figures lies on the same side of the limit whatever the figures that are still missing
 * are. @param rounds odd.
 */
export function isSettled(figures: readonly number[], rounds: number, limit: number): boolean {
  const above = figures.filter((figure) => figure > limit).length;
  const below = figures.filter((figure) => figure < limit).length;
  return Math.max(above, below) > rounds / 2;
}

/** So many figures that agree tell enough, where each is more than so many times the limit, or less than that part of it. */
const FEWEST_CLEAR = 3;
const FAR = 2;

/** Whether there are some, and all lie far on the same side of the limit. */
export function isClear(figures: readonly number[], limit: number): boolean {
  if (figures.length < FEWEST_CLEAR) return false;
  return figures.every((figure) => figure > FAR * limit) || figures.every((figure) => FAR * figure < limit);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}
