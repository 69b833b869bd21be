/** Which part of the time is in sight. Pure. */

/** Milliseconds since the trace began. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Nothing happens in less than this: the trace's own clock counts microseconds. */
const SHORTEST_MS = 0.02;

export const wholeOf = (durationMs: number): Range => ({ from: 0, to: Math.max(durationMs, SHORTEST_MS) });

/** Kept within the trace, as long as it is. */
function within({ from, to }: Range, whole: Range): Range {
  const length = Math.min(to - from, whole.to);
  const start = Math.min(Math.max(from, 0), whole.to - length);
  return { from: start, to: start + length };
}

/** Zooms by `factor` (above 1: closer) around the time that stands at `fraction` of the width. */
export function zoomed(range: Range, factor: number, fraction: number, whole: Range): Range {
  const length = Math.max((range.to - range.from) / factor, SHORTEST_MS);
  const fixed = range.from + (range.to - range.from) * fraction;
  return within({ from: fixed - length * fraction, to: fixed + length * (1 - fraction) }, whole);
}

/** Moves by a share of what is in sight. */
export function moved(range: Range, fraction: number, whole: Range): Range {
  const by = (range.to - range.from) * fraction;
  return within({ from: range.from + by, to: range.to + by }, whole);
}

/** Room on both sides of a span that is brought into sight as a whole. */
const MARGIN = 0.15;

export function around(start: number, end: number, whole: Range): Range {
  const length = Math.max(end - start, SHORTEST_MS);
  return within({ from: start - length * MARGIN, to: end + length * MARGIN }, whole);
}

/** Moved as little as needed for a span to be in sight, at least in part. */
export function showing(range: Range, start: number, end: number, whole: Range): Range {
  if (end > range.from && start < range.to) return range;
  const middle = (start + end) / 2 - (range.to - range.from) / 2;
  return within({ from: middle, to: middle + range.to - range.from }, whole);
}

/** Times for the axis: 1, 2 or 5 times a power of ten, about so many. */
export function ticksOf({ from, to }: Range, about: number): readonly number[] {
  const rough = (to - from) / Math.max(about, 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((times) => times * power >= rough) ?? 10);
  const ticks: number[] = [];
  for (let at = Math.ceil(from / step); at * step <= to; at++) ticks.push(at * step);
  return ticks;
}
