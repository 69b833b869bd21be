import { expect, test } from 'vitest';
import { around, moved, showing, ticksOf, wholeOf, zoomed } from '#workbench/trace/range.ts';

const whole = wholeOf(100);

test('zooming keeps the time under the pointer where it is, within the trace', () => {
  const closer = zoomed(whole, 2, 0.25, whole);
  expect(closer).toEqual({ from: 12.5, to: 62.5 });
  expect(zoomed(closer, 0.01, 0.5, whole)).toEqual(whole);
  const closest = zoomed(whole, 1e9, 0.5, whole);
  expect(closest.to - closest.from).toBeCloseTo(0.02);
});

test('moving stops at the ends', () => {
  const part = { from: 10, to: 30 };
  expect(moved(part, 0.5, whole)).toEqual({ from: 20, to: 40 });
  expect(moved(part, -3, whole)).toEqual({ from: 0, to: 20 });
  expect(moved(part, 30, whole)).toEqual({ from: 80, to: 100 });
});

test('a span comes into sight, close or by the way', () => {
  const { from, to } = around(40, 60, whole);
  expect([from, to]).toEqual([37, 63]);
  expect(showing({ from: 0, to: 10 }, 50, 52, whole)).toEqual({ from: 46, to: 56 });
  expect(showing({ from: 0, to: 10 }, 9, 50, whole)).toEqual({ from: 0, to: 10 });
});

test('ticks are round', () => {
  expect(ticksOf({ from: 3, to: 103 }, 5)).toEqual([20, 40, 60, 80, 100]);
  expect(ticksOf({ from: 0, to: 1 }, 4)).toEqual([0, 0.5, 1]);
});
