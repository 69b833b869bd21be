import { expect, test } from 'vitest';
import {
  fittedLabel,
  LABEL_PADDING,
  levelsInSight,
  rectsOf,
  WHOLE,
  type Rect,
} from '#workbench/views/flame/geometry.ts';
import { decodeProfile } from '#pprof/codec.ts';
import { flameWidth, layoutFlame, type FlameLayout } from '#pprof/flame.ts';
import { recorded } from './profiles.ts';

const flame = layoutFlame(decodeProfile(recorded('node.heap')));
const WIDTH = 731;
const rowsAt = (width: number, window = WHOLE, layout: FlameLayout = flame): readonly (readonly Rect[])[] => {
  const view = { width, window };
  return Array.from({ length: levelsInSight(layout, view) }, (_, level) => rectsOf(layout, level, view));
};
const all = rowsAt(WIDTH);

test('the root is as wide as the canvas', () => {
  expect(all[0]).toEqual([{ box: 0, x: 0, width: WIDTH }]);
  expect(all.length).toBeGreaterThan(4);
});

test.each([
  [1, WHOLE],
  [57, WHOLE],
  [390, WHOLE],
  [731, WHOLE],
  [4000, WHOLE],
  [731, { from: 0.3, to: 0.45 }],
  [390, { from: 0.9, to: 1 }],
])('at %i pixels of %o no two boxes overlap and none leaves its caller', (width, window) => {
  const rows = rowsAt(width, window);
  rows.forEach((row, depth) => {
    row.forEach((rect, index) => {
      expect(Number.isInteger(rect.x) && Number.isInteger(rect.width)).toBe(true);
      expect(rect.width).toBeGreaterThanOrEqual(1);
      expect(rect.x).toBeGreaterThanOrEqual(0);
      expect(rect.x + rect.width).toBeLessThanOrEqual(row[index + 1]?.x ?? width);
      // The root is its own caller.
      const caller = rows[Math.max(depth - 1, 0)]!.find(({ box }) => box === flame.parent[rect.box])!;
      expect(rect.x).toBeGreaterThanOrEqual(caller.x);
      expect(rect.x + rect.width).toBeLessThanOrEqual(caller.x + caller.width);
    });
  });
});

test.each([WHOLE, { from: 0.2, to: 0.4 }])('of %o every box that can be seen is there, and no other', (window) => {
  const rows = rowsAt(WIDTH, window);
  const scale = WIDTH / (flameWidth(flame, 0) * (window.to - window.from));
  const shown = new Set(rows.flat().map(({ box }) => box));
  const left = (box: number): number => (flame.start[box]! - flameWidth(flame, 0) * window.from) * scale;
  const right = (box: number): number => left(box) + flameWidth(flame, box) * scale;
  const boxes = Array.from({ length: flame.boxCount }, (_, box) => box);
  const inSight = boxes.filter((box) => Math.min(right(box), WIDTH) - Math.max(left(box), 0) >= 2);
  const outside = boxes.filter((box) => right(box) <= -1 || left(box) >= WIDTH + 1);
  const below = boxes.slice(flame.levels[rows.length]);
  expect(inSight.filter((box) => !shown.has(box))).toEqual([]);
  expect(outside.filter((box) => shown.has(box))).toEqual([]);
  expect(below.filter((box) => flameWidth(flame, box) * scale >= 1)).toEqual([]);
});

test('boxes are as wide as their values', () => {
  for (const { box, width } of all.flat())
    expect(Math.abs(width - (flameWidth(flame, box) / flameWidth(flame, 0)) * WIDTH)).toBeLessThanOrEqual(1);
});

test('a label is cut to its box and left out where it would say nothing', () => {
  const charWidth = 7;
  for (let width = 0; width < 200; width++) {
    const label = fittedLabel('monthlyReport', width, charWidth);
    const needed = label === '' ? 0 : label.length * charWidth + 2 * LABEL_PADDING;
    expect(needed).toBeLessThanOrEqual(width);
  }
  expect(fittedLabel('monthlyReport', 300, charWidth)).toBe('monthlyReport');
  expect(fittedLabel('monthlyReport', 60, charWidth)).toBe('monthl…');
  expect(fittedLabel('monthlyReport', 20, charWidth)).toBe('');
  expect(fittedLabel('db', 25, charWidth)).toBe('db');
});

test('an empty profile draws nothing', () => {
  const empty = { ...flame, added: new Float64Array(1), removed: new Float64Array(1) };
  expect(rowsAt(WIDTH, WHOLE, empty)).toEqual([]);
});
