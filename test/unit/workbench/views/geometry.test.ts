import { expect, test } from 'vitest';
import { ancestors, fittedLabel, LABEL_PADDING, visibleRows } from '#workbench/views/flame/geometry.ts';
import { decodeProfile } from '#pprof/codec.ts';
import { flameWidth, layoutFlame } from '#pprof/flame.ts';
import { recorded } from './profiles.ts';

const flame = layoutFlame(decodeProfile(recorded('node.heap')));
const WIDTH = 731;
const all = visibleRows(flame, 0, WIDTH);
/** A box that is neither the root nor a leaf. */
const inner = all[3]!.find(({ box }) => flame.children[box + 1]! > flame.children[box]!)!.box;

test('the root is as wide as the canvas', () => {
  expect(all[0]).toEqual([{ box: 0, x: 0, width: WIDTH }]);
  expect(all.length).toBeGreaterThan(4);
});

test.each([1, 57, 390, 731, 4000])('at %i pixels no two boxes overlap and none leaves its caller', (width) => {
  const rows = visibleRows(flame, 0, width);
  rows.forEach((row, depth) => {
    row.forEach((rect, index) => {
      expect(Number.isInteger(rect.x) && Number.isInteger(rect.width)).toBe(true);
      expect(rect.width).toBeGreaterThanOrEqual(1);
      expect(rect.x + rect.width).toBeLessThanOrEqual(row[index + 1]?.x ?? width);
      // The root is its own caller.
      const caller = rows[Math.max(depth - 1, 0)]!.find(({ box }) => box === flame.parent[rect.box])!;
      expect(rect.x).toBeGreaterThanOrEqual(caller.x);
      expect(rect.x + rect.width).toBeLessThanOrEqual(caller.x + caller.width);
    });
  });
});

test('a zoomed box fills the width, with its callers above it and only its callees below', () => {
  const rows = visibleRows(flame, inner, WIDTH);
  const path = ancestors(flame, inner);
  expect(rows.slice(0, path.length).flat()).toEqual(path.map((box) => ({ box, x: 0, width: WIDTH })));
  expect(rows[path.length]).toEqual([{ box: inner, x: 0, width: WIDTH }]);
  for (const { box } of rows.slice(path.length + 1).flat()) expect(ancestors(flame, box)).toContain(inner);
});

test('zooming keeps proportions', () => {
  const rows = visibleRows(flame, inner, WIDTH);
  for (const { box, width } of rows[ancestors(flame, inner).length + 1]!) {
    const expected = (flameWidth(flame, box) / flameWidth(flame, inner)) * WIDTH;
    expect(Math.abs(width - expected)).toBeLessThanOrEqual(1);
  }
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
  expect(visibleRows(empty, 0, WIDTH)).toEqual([]);
});
