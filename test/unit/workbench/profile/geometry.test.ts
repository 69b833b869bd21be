import { expect, test } from 'vitest';
import { flameWidth } from '#pprof/flame.ts';
import {
  ancestors,
  boxAt,
  fittedLabel,
  LABEL_PADDING,
  neighbour,
  ROW_HEIGHT,
  visibleRows,
  type Rect,
} from '#workbench/profile/flame/geometry.ts';
import { viewOf } from '#workbench/profile/view-of.ts';
import { recorded } from './profiles.ts';

const { flame } = viewOf(recorded('node.heap'), null);
const WIDTH = 731;
const all = visibleRows(flame, 0, WIDTH);
const rectOf = (rows: readonly (readonly Rect[])[], box: number): Rect => rows.flat().find((rect) => rect.box === box)!;
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

test('every box is found where it is drawn', () => {
  all.forEach((row, depth) => {
    for (const { box, x, width } of row) {
      expect(boxAt(all, x, depth * ROW_HEIGHT)).toBe(box);
      expect(boxAt(all, x + width - 1, depth * ROW_HEIGHT + ROW_HEIGHT - 1)).toBe(box);
    }
  });
});

test('outside of every box there is none', () => {
  expect(boxAt(all, 5, all.length * ROW_HEIGHT)).toBeNull();
  expect(boxAt(all, 5, -1)).toBeNull();
  expect(boxAt([], 5, 5)).toBeNull();
});

test('arrows walk: down to the widest callee and back up', () => {
  const below = neighbour(flame, all, inner, 'ArrowDown');
  expect(flame.parent[below]).toBe(inner);
  const siblings = all.flat().filter(({ box }) => box !== 0 && flame.parent[box] === inner);
  expect(rectOf(all, below).width).toBe(Math.max(...siblings.map(({ width }) => width)));
  expect(neighbour(flame, all, below, 'ArrowUp')).toBe(inner);
});

test('left and right walk a whole row and stop at its ends', () => {
  const row = all.find((boxes) => boxes.length > 3)!;
  let box = row[0]!.box;
  const seen = [box];
  for (let step = 0; step < row.length + 2; step++) {
    const next = neighbour(flame, all, box, 'ArrowRight');
    if (next !== box) seen.push(next);
    box = next;
  }
  expect(seen).toEqual(row.map((rect) => rect.box));
  expect(neighbour(flame, all, row[0]!.box, 'ArrowLeft')).toBe(row[0]!.box);
});

test('the root has nothing above, a leaf nothing below, another key leads nowhere', () => {
  expect(neighbour(flame, all, 0, 'ArrowUp')).toBe(0);
  const leaf = all.at(-1)![0]!.box;
  expect(neighbour(flame, all, leaf, 'ArrowDown')).toBe(leaf);
  expect(neighbour(flame, all, inner, 'PageDown')).toBe(inner);
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
