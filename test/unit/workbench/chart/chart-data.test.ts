import { expect, test } from 'vitest';
import { chartColumns as columnsOf, isolatedIn, timeRange, valueRange } from '#workbench/chart/chart-data.ts';
import { GROUPS } from '#workbench/chart/series.ts';
import type { Mark, MemorySample } from '#server/contract.ts';
import { mark, sample } from '../samples.ts';

const NOW = 1_800_000_000_000;
const MEMORY = GROUPS[0]!;
const SERIES = MEMORY.series;
const chartColumns = (samples: readonly MemorySample[], marks: readonly Mark[]) => columnsOf(MEMORY, samples, marks);

test('one column of seconds and one of MiB a series', () => {
  const columns = chartColumns([sample(NOW, 10), sample(NOW + 500, 12)], []);
  expect(columns).toHaveLength(SERIES.length + 1);
  expect(columns[0]).toEqual([NOW / 1000, NOW / 1000 + 0.5]);
  expect(columns[1]).toEqual([10, 12]);
  expect(columns[2]).toEqual([2, 2]);
});

test('the line breaks where one process ended and another began', () => {
  const marks = [mark(NOW + 600, 'crash'), mark(NOW + 700, 'restart')];
  const [seconds, heap] = chartColumns([sample(NOW, 90), sample(NOW + 500, 95), sample(NOW + 1000, 8)], marks);
  expect(heap).toEqual([90, 95, null, 8]);
  expect(seconds).toEqual(seconds!.toSorted((a, b) => a - b));
});

test('what does not end a process does not break the line', () => {
  const marks = [mark(NOW + 100, 'load-start'), mark(NOW + 200, 'gc'), mark(NOW + 300, 'capture')];
  expect(chartColumns([sample(NOW), sample(NOW + 500)], marks)[1]).not.toContain(null);
});

test('a break before the first reading, or at a reading, adds nothing', () => {
  const marks = [mark(NOW - 5, 'start'), mark(NOW, 'restart')];
  expect(chartColumns([sample(NOW), sample(NOW + 500)], marks)[1]).toHaveLength(2);
});

test('readings older than the window leave', () => {
  const hour = 3_600_000;
  const [seconds] = chartColumns([sample(NOW), sample(NOW + hour), sample(NOW + hour + 500)], []);
  expect(seconds).toEqual([(NOW + hour) / 1000, (NOW + hour + 500) / 1000]);
});

test('no readings, no columns to draw', () => {
  expect(chartColumns([], [mark(NOW, 'start')]).map((column) => column.length)).toEqual(SERIES.map(() => 0).concat(0));
});

test('the time shown begins with the start that led to the first reading', () => {
  const first = NOW / 1000;
  expect(timeRange(first, first + 90, [mark(NOW - 2000, 'start')])).toEqual([first - 2, first + 90]);
  expect(timeRange(first, first + 90, [mark(NOW - 3_600_000, 'start')])).toEqual([first, first + 90]);
  expect(timeRange(first, first + 90, [mark(NOW + 1000, 'load-start')])).toEqual([first, first + 90]);
  // Another mark leaves the picture with its reading.
  expect(timeRange(first, first + 90, [mark(NOW - 2000, 'gc')])).toEqual([first, first + 90]);
});

test('a short run is not stretched', () => {
  const [from, to] = timeRange(100, 103, []);
  expect(to - from).toBe(60);
});

test('memory is shown from zero to above the ceiling and every visible line', () => {
  const columns = chartColumns([sample(NOW, 10), sample(NOW, 120)], []);
  const heapOnly = SERIES.map(({ id }) => id === 'heapUsed');
  expect(valueRange(columns, heapOnly, 64)[0]).toBe(0);
  expect(valueRange(columns, heapOnly, 64)[1]).toBeGreaterThan(120);
  const none = SERIES.map(() => false);
  expect(valueRange(columns, none, 64)[1]).toBeGreaterThan(64);
  expect(valueRange(columns, none, 64)[1]).toBeLessThan(100);
});

test('a count is shown as it is, and what the process did not tell breaks the line', () => {
  const open = GROUPS.find(({ id }) => id === 'open')!;
  const told = {
    ...sample(NOW + 500),
    pendingPromises: 40,
    open: { resources: 9, sockets: 4, timers: 1, files: null },
  };
  const columns = columnsOf(open, [sample(NOW), told], []);
  const of = (id: string) => columns[1 + open.series.findIndex((series) => series.id === id)];
  expect(of('promises')).toEqual([null, 40]);
  expect(of('sockets')).toEqual([null, 4]);
  expect(of('files')).toEqual([null, null]);
});

test('a value between two gaps is known to be alone', () => {
  expect(isolatedIn([1, null, 900, null, 5, 6, null, 7])).toEqual([0, 2, 7]);
});

test('what came before a moment can be left out', () => {
  expect(columnsOf(MEMORY, [sample(NOW), sample(NOW + 500)], [], NOW + 1)[0]).toEqual([NOW / 1000 + 0.5]);
});
