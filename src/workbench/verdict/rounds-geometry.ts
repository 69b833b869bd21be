/** The picture of what each round of load measured: a bar a round, now and before, in the units of an SVG. Pure. */
import type { CostPart, PeakPart, StallPart } from '#server/contract.ts';
import type { Frame } from './floor-geometry.ts';

/** Parts of a verdict that are measured round by round, and have no floor. */
export type RoundsPart = PeakPart | CostPart | StallPart;

export interface Bar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface RoundsPicture {
  readonly now: readonly Bar[];
  /** The same of an earlier verdict, or none. */
  readonly before: readonly Bar[];
  /** Middle of each round, for its number. */
  readonly middles: readonly number[];
  /** Height of the most that passes. */
  readonly limit: number;
  readonly highest: number;
}

/** Room above the highest bar, as a part of it. */
const MARGIN = 0.12;
/** Of a round's place, what its bars leave free. */
const AIR = 0.35;
/** What was measured can be seen also where it is next to nothing. */
const LEAST_HEIGHT = 1.5;

/** What each round is judged by: of a peak also what was left open after it. */
export function valuesOf(part: RoundsPart): readonly number[] {
  if (part.signal !== 'peak') return part.rounds;
  return part.peaks.map((peak, round) => Math.max(peak, part.left[round] ?? 0));
}

/** The most that passes: a peak may rise as far above what is open at rest. */
export const limitOf = (part: RoundsPart): number => (part.signal === 'peak' ? part.rest + part.max : part.max);

export function roundsPicture(part: RoundsPart, before: RoundsPart | null, frame: Frame): RoundsPicture {
  const values = valuesOf(part);
  const earlier = before === null ? [] : valuesOf(before);
  const highest = Math.max(...values, ...earlier, limitOf(part)) * (1 + MARGIN);
  const rounds = Math.max(values.length, earlier.length);
  const plotHeight = frame.height - frame.top - frame.bottom;
  const place = (frame.width - frame.left - frame.right) / rounds;
  const sides = earlier.length > 0 ? 2 : 1;
  const width = (place * (1 - AIR)) / sides;
  const y = (value: number): number => frame.top + (1 - value / highest) * plotHeight;
  const bars = (side: number, of: readonly number[]): Bar[] =>
    of.map((value, round) => {
      const height = Math.max(y(0) - y(value), LEAST_HEIGHT);
      return { x: frame.left + place * (round + AIR / 2) + width * side, y: y(0) - height, width, height };
    });
  return {
    // Before stands on the left of now, as it was earlier.
    before: bars(0, earlier),
    now: bars(sides - 1, values),
    middles: Array.from({ length: rounds }, (_, round) => frame.left + place * (round + 0.5)),
    limit: y(limitOf(part)),
    highest,
  };
}
