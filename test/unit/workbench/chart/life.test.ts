import { expect, test } from 'vitest';
import { lastLife, overlayAt, overlayOf } from '#workbench/chart/life.ts';
import { GROUPS } from '#workbench/chart/series.ts';
import { mark, sample } from '../samples.ts';

const MEMORY = GROUPS[0]!;
const before = { variant: 'mine', startedAt: 0, loadedAt: 4_000, samples: [sample(0, 10), sample(5_000, 20)] } as const;

test('the last life begins with its start, and is loaded by a load of its own', () => {
  const marks = [mark(1, 'start'), mark(2, 'load-start'), mark(3, 'crash'), mark(4, 'fix')];
  expect(lastLife(marks)).toEqual({ startedAt: 4, loadedAt: null });
  expect(lastLife([...marks, mark(9, 'load-start')])).toEqual({ startedAt: 4, loadedAt: 9 });
  expect(lastLife([])).toBeNull();
});

test('the loads are laid over each other, or else the starts', () => {
  expect(overlayOf(before, { startedAt: 100_000, loadedAt: 110_000 }, MEMORY, Infinity)).toEqual([
    [106, 10],
    [111, 20],
  ]);
  expect(
    overlayOf(before, { startedAt: 100_000, loadedAt: null }, MEMORY, Infinity).map(([seconds]) => seconds),
  ).toEqual([100, 105]);
});

test('what the earlier life did later than is shown is left out', () => {
  expect(overlayOf(before, { startedAt: 100_000, loadedAt: null }, MEMORY, 104_999)).toEqual([[100, 10]]);
});

test('at a moment the earlier life has its last value, and none before it began or once it was over', () => {
  const overlay = overlayOf(before, { startedAt: 100_000, loadedAt: 110_000 }, MEMORY, Infinity);
  const values = [105_000, 106_000, 110_900, 111_500, 116_000, 117_000].map((t) => overlayAt(overlay, t));
  expect(values).toEqual([null, 10, 10, 20, 20, null]);
});
