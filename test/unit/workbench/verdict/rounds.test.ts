import { expect, test } from 'vitest';
import type { CostPart, LeakPart, PeakPart, StallPart } from '#server/contract.ts';
import { earlierFault } from '#workbench/verdict/fault-picture.tsx';
import type { Frame } from '#workbench/verdict/floor-geometry.ts';
import { limitOf, roundsPicture, valuesOf, type RoundsPart } from '#workbench/verdict/rounds-geometry.ts';

const FRAME: Frame = { width: 400, height: 200, left: 50, right: 10, top: 10, bottom: 20 };
const BOTTOM = FRAME.height - FRAME.bottom;

const peak = (outcome: 'pass' | 'fail', peaks: readonly number[]): PeakPart => ({
  name: 'leak',
  signal: 'peak',
  outcome,
  measure: 'files',
  rest: 20,
  peaks,
  left: peaks.map(() => 21),
  concurrency: 8,
  max: 40,
});
const cpu = (outcome: 'pass' | 'fail', rounds: readonly number[]): CostPart => ({
  name: 'leak',
  signal: 'cpu',
  outcome,
  rounds,
  perRequest: rounds[0]!,
  max: 8,
});
const stalls = (outcome: 'pass' | 'fail', rounds: readonly number[]): StallPart => ({
  name: 'leak',
  signal: 'stalls',
  outcome,
  rounds,
  thresholdMs: 50,
  longestMs: 900,
  max: 0.2,
});
const PAIRS: readonly (readonly [now: RoundsPart, before: RoundsPart])[] = [
  [peak('pass', [25, 30, 24]), peak('fail', [220, 230, 240])],
  [cpu('pass', [1.1, 1.2, 0.9]), cpu('fail', [80, 90, 85])],
  [stalls('pass', [0, 0.01, 0]), stalls('fail', [0.7, 0.8, 0.75])],
];

test.each(PAIRS)('every bar stands on the axis, inside the frame, and none on another: $signal', (now, before) => {
  const picture = roundsPicture(now, before, FRAME);
  const bars = [...picture.before, ...picture.now].toSorted((a, b) => a.x - b.x);
  expect(bars).toHaveLength(6);
  bars.forEach(({ x, y, width, height }, index) => {
    expect(y + height).toBeCloseTo(BOTTOM);
    expect(height).toBeGreaterThan(0);
    expect(y).toBeGreaterThanOrEqual(FRAME.top);
    expect(x).toBeGreaterThanOrEqual(index === 0 ? FRAME.left : bars[index - 1]!.x + bars[index - 1]!.width - 1e-9);
    expect(x + width).toBeLessThanOrEqual(FRAME.width - FRAME.right);
  });
});

test.each(PAIRS)('what failed rises above the limit, what passes stays below it: $signal', (now, before) => {
  const { before: bars, now: fixed, limit } = roundsPicture(now, before, FRAME);
  for (const { y } of bars) expect(y).toBeLessThan(limit);
  for (const { y } of fixed) expect(y).toBeGreaterThan(limit);
});

test('of a peak, what was left open counts too, and the limit is as far above what is open at rest', () => {
  expect(valuesOf(peak('pass', [25, 30]))).toEqual([25, 30]);
  expect(valuesOf({ ...peak('fail', [25]), left: [90] })).toEqual([90]);
  expect(limitOf(peak('pass', [25]))).toBe(60);
});

test('a fault is compared with the fault of the same name', () => {
  const several: LeakPart = {
    name: 'leak',
    signal: 'several',
    outcome: 'fail',
    faults: [
      { name: 'lento', part: PAIRS[1]![1] },
      { name: 'abertos', part: PAIRS[0]![1] },
    ],
  };
  expect(earlierFault(several, 'abertos')).toBe(PAIRS[0]![1]);
  expect(earlierFault(several, 'outro')).toBeNull();
  expect(earlierFault(several)).toBeNull();
  expect(earlierFault(PAIRS[0]![1])).toBe(PAIRS[0]![1]);
  expect(earlierFault(null)).toBeNull();
});
