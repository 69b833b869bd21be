import { expect, test } from 'vitest';
import { decodeProfile } from '#pprof/codec.ts';
import { layoutFlame } from '#pprof/flame.ts';
import { levelsInSight, rectsOf, WHOLE, type Window } from '#workbench/views/flame/geometry.ts';
import { isWhole, movedWindow, zoomedWindow } from '#workbench/views/flame/window.ts';
import { recorded } from './profiles.ts';

test('zooming keeps what is under the pointer where it is, and stops at both ends', () => {
  const closer = zoomedWindow(WHOLE, 2, 0.25);
  expect(closer).toEqual({ from: 0.125, to: 0.625 });
  expect(zoomedWindow(closer, 1 / 8, 0.9)).toEqual(WHOLE);
  const closest = zoomedWindow(WHOLE, 1e9, 0.5);
  expect(closest.to - closest.from).toBeCloseTo(1 / 16);
  expect(isWhole(WHOLE)).toBe(true);
  expect(isWhole(closer)).toBe(false);
});

test('moving stays within the graph', () => {
  const part = { from: 0.25, to: 0.5 };
  expect(movedWindow(part, 1)).toEqual({ from: 0.5, to: 0.75 });
  expect(movedWindow(part, -9)).toEqual({ from: 0, to: 0.25 });
  expect(movedWindow(part, 9)).toEqual({ from: 0.75, to: 1 });
  expect(movedWindow(WHOLE, 0.5)).toEqual(WHOLE);
});

test('from closer by the same boxes are wider, thinner ones appear, and none stands outside', () => {
  const flame = layoutFlame(decodeProfile(recorded('node.heap')));
  const width = 60;
  const rectsIn = (window: Window) => {
    const view = { width, window };
    return Array.from({ length: levelsInSight(flame, view) }, (_, level) => rectsOf(flame, level, view));
  };
  const whole = rectsIn(WHOLE);
  const half = rectsIn({ from: 0.5, to: 1 });
  const places = new Map(whole.flat().map((rect) => [rect.box, rect]));
  let wider = 0;
  for (const rect of half.flat()) {
    expect(rect.x).toBeGreaterThanOrEqual(0);
    expect(rect.x + rect.width).toBeLessThanOrEqual(width);
    const before = places.get(rect.box);
    if (before === undefined || before.x <= width / 2) continue;
    expect(Math.abs(rect.x - 2 * (before.x - width / 2))).toBeLessThanOrEqual(1);
    wider++;
  }
  expect(wider).toBeGreaterThan(1);
  expect(half.flat().some(({ box }) => !places.has(box))).toBe(true);
});
