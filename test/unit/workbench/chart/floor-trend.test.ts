import { expect, test } from 'vitest';
import { floorsOf, floorTrend, trendNow, type FloorPoint } from '#workbench/chart/floor-trend.ts';
import { mark, sample } from '../samples.ts';

const MIB = 2 ** 20;
const CEILING = 96 * MIB;
/** A floor a second. */
const floors = (...mib: readonly number[]): FloorPoint[] =>
  mib.map((value, second) => ({ t: second * 1_000, heapUsed: value * MIB }));
const trendOf = (points: readonly FloorPoint[], now = points.at(-1)?.t ?? 0) => floorTrend(points, now, CEILING);

test('a floor that rises evenly tells its pace, and when it is at the ceiling', () => {
  const trend = trendOf(floors(12, 15, 18, 21, 24, 27));
  expect(trend!.perSecond / MIB).toBeCloseTo(3);
  expect(trend!.secondsLeft).toBeCloseTo((96 - 27) / 3);
});

test('one odd floor changes little: V8 drops compiled code now and then', () => {
  const trend = trendOf(floors(12, 15, 18, 16, 24, 27, 30));
  expect(trend!.perSecond / MIB).toBeGreaterThan(2.5);
  expect(trend!.perSecond / MIB).toBeLessThan(3.5);
});

test.each([
  ['level', floors(12, 12.1, 11.9, 12, 12.1, 12)],
  ['falling', floors(40, 35, 30, 25, 20, 15)],
  ['up and down', floors(12, 20, 12, 20, 12, 20)],
  ['too few', floors(12, 20, 30)],
  ['too little', floors(12, 12.1, 12.2, 12.3, 12.4, 12.5)],
  ['nothing', []],
])('%s says nothing', (_, points) => expect(trendOf(points)).toBeNull());

test('too short a time, or too long ago, says nothing', () => {
  const quick = floors(12, 22, 32, 42).map((point, index) => ({ ...point, t: index * 200 }));
  expect(trendOf(quick)).toBeNull();
  const points = floors(12, 15, 18, 21, 24, 27);
  expect(trendOf(points, 60_000)).toBeNull();
});

test('a bounded cache that was filling and is full says nothing any more', () => {
  expect(trendOf(floors(12, 20, 28, 36, ...Array.from({ length: 12 }, () => 40)))).toBeNull();
});

test('what is years away is not told in seconds', () => {
  const slow = floors(10, 10.6, 11.2, 11.8, 12.4, 13).map((point, index) => ({ ...point, t: index * 3_000 }));
  const trend = floorTrend(slow, 15_000, 4_096 * MIB);
  expect(trend).toMatchObject({ secondsLeft: null });
});

test('each full collection is taken once, and those of an earlier process are not', () => {
  const floor = { t: 5_000, heapUsed: 1 };
  const readings = [{ ...sample(5_100), floor }, { ...sample(5_600), floor }, sample(6_000)];
  expect(floorsOf(readings, 0)).toEqual([floor]);
  expect(floorsOf(readings, 5_001)).toEqual([]);
});

test('readings tell a trend while their load goes on, whatever has happened since they were taken', () => {
  const samples = floors(12, 15, 18, 21, 24, 27).map((floor) => ({ ...sample(floor.t), floor }));
  const loaded = [mark(-2_000, 'start'), mark(-1_000, 'load-start')];
  expect(trendNow({ samples, marks: loaded }, CEILING)).toMatchObject({ perSecond: 3 * MIB });
  for (const end of ['load-end', 'crash', 'stop'] as const) {
    expect(trendNow({ samples, marks: [...loaded, mark(5_000, end)] }, CEILING)).toBeNull();
  }
});

test('or while fresh floors tell of a load from elsewhere', () => {
  const samples = floors(12, 15, 18, 21, 24, 27).map((floor) => ({ ...sample(floor.t), floor }));
  const started = [mark(-2_000, 'start')];
  expect(trendNow({ samples, marks: started }, CEILING)).toMatchObject({ perSecond: 3 * MIB });
  const afterOwn = [...started, mark(-1_000, 'load-start'), mark(-500, 'load-end')];
  expect(trendNow({ samples, marks: afterOwn }, CEILING)).toMatchObject({ perSecond: 3 * MIB });
  expect(trendNow({ samples: [...samples, sample(16_000)], marks: started }, CEILING)).toBeNull();
  expect(trendNow({ samples, marks: [...started, mark(5_000, 'crash')] }, CEILING)).toBeNull();
  expect(trendNow({ samples, marks: [] }, CEILING)).toBeNull();
});
