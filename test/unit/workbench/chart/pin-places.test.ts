import { expect, test } from 'vitest';
import type { Capture } from '#server/contract.ts';
import { pinPlaces } from '#workbench/chart/pin-places.ts';

const scale = { fromSeconds: 100, toSeconds: 200, left: 40, width: 500 };
const at = (seconds: number, verdict?: 'pass'): Capture => ({
  id: `heap-${seconds}`,
  profile: 'heap',
  takenAt: seconds * 1000,
  variant: 'mine',
  size: 1,
  code: 'a',
  verdict,
});

test('a capture stands where it was taken, under its number in the list', () => {
  expect(pinPlaces([at(50), at(100), at(150), at(300)], scale).map(({ number, x }) => [number, x])).toEqual([
    [2, 40],
    [3, 290],
  ]);
});

test('pins stand aside rather than over each other', () => {
  const places = pinPlaces([at(150), at(151), at(152)], scale);
  const stand = places.map(({ x, shift }) => x + shift);
  expect(stand).toEqual([290, 314, 338]);
  expect(places.map(({ x }) => x)).toEqual([290, 295, 300]);
});

test('pins of the last moments stand within the plot', () => {
  const places = pinPlaces([at(150), at(198), at(199), at(200)], scale);
  expect(places.map(({ x, shift }) => x + shift)).toEqual([290, 492, 516, 540]);
  const many = Array.from({ length: 51 }, () => at(200));
  expect(pinPlaces(many, scale).map(({ x, shift }) => x + shift)).toEqual(many.map((_, index) => 40 + index * 10));
});

test('what the judge took was taken of another process', () => {
  expect(pinPlaces([at(150, 'pass')], scale)).toEqual([]);
  expect(pinPlaces([at(150)], { ...scale, toSeconds: 100 })).toEqual([]);
});
