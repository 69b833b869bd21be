import { expect, test } from 'vitest';
import type { Mark } from '#server/contract.ts';
import { loadSpans, MARK_STYLE, placeMarks, type MarkPlacement } from '#workbench/chart/marks.ts';
import { SHAPES } from '#workbench/shapes.ts';
import { mark } from '../samples.ts';

const placement: MarkPlacement = {
  toX: (t) => t,
  from: 0,
  to: 200,
  labelOf: (kind) => kind,
  widthOf: (label) => label.length * 6,
};
const place = (marks: readonly Mark[]) => placeMarks(marks, placement);

test('every kind of mark has a shape of its own', () => {
  const shapes = Object.values(MARK_STYLE).map(({ shape }) => SHAPES[shape]);
  expect(new Set(shapes).size).toBe(shapes.length);
});

test('words stand beside a shape where there is room', () => {
  expect(place([mark(10, 'gc'), mark(100, 'crash')]).map(({ label }) => label)).toEqual(['gc', 'crash']);
});

test('no word overlaps the next shape or leaves the chart', () => {
  const marks = [5, 12, 60, 61, 90, 118, 190, 199].map((t) => mark(t, 'capture'));
  const placed = place(marks);
  expect(placed).toHaveLength(marks.length);
  expect(placed.some(({ label }) => label !== '')).toBe(true);
  placed.forEach(({ x, label }, index) => {
    const end = label === '' ? x : x + placement.widthOf(label);
    expect(end).toBeLessThanOrEqual(placed[index + 1]?.x ?? placement.to);
  });
});

test('marks out of sight are left out, the others come from left to right', () => {
  expect(place([mark(150, 'gc'), mark(-1, 'start'), mark(20, 'stop'), mark(201, 'gc')]).map(({ x }) => x)).toEqual([
    20, 150,
  ]);
});

test('load lasts from its start to its end', () => {
  expect(loadSpans([mark(1, 'load-start'), mark(5, 'load-end'), mark(7, 'load-start')])).toEqual([
    { from: 1, to: 5 },
    { from: 7, to: null },
  ]);
});

test.each(['crash', 'stop', 'restart'] as const)('a %s ends the load, its late end does not begin another', (kind) => {
  expect(loadSpans([mark(1, 'load-start'), mark(4, kind), mark(5, 'load-end')])).toEqual([{ from: 1, to: 4 }]);
});
