import { expect, test } from 'vitest';
import { tableRows } from '#workbench/chart/table-rows.ts';
import { mark, sample } from '../samples.ts';

const everyHalfSecond = (count: number) => Array.from({ length: count }, (_, index) => sample(index * 500));

test('a row each five seconds, newest first, and always the newest reading', () => {
  const rows = tableRows({ samples: everyHalfSecond(23), marks: [] });
  expect(rows.map(({ t }) => t)).toEqual([11_000, 10_000, 5000, 0]);
});

test('no event is left out, and each is told once', () => {
  const marks = [mark(-100, 'start'), mark(700, 'load-start'), mark(720, 'gc'), mark(99_999, 'crash')];
  const rows = tableRows({ samples: everyHalfSecond(10), marks });
  expect(rows.flatMap((row) => row.marks).toReversed()).toHaveLength(marks.length);
  expect(rows[0]).toEqual({ t: 99_999, sample: null, marks: [mark(99_999, 'crash')] });
  expect(rows.find(({ t }) => t === 1000)?.marks.map(({ kind }) => kind)).toEqual(['load-start', 'gc']);
});

test('a process that died before the first reading has its story told', () => {
  const marks = [mark(1, 'start'), mark(2, 'crash')];
  expect(tableRows({ samples: [], marks })).toEqual([{ t: 2, sample: null, marks }]);
});

test('nothing read and nothing happened, nothing shown', () => {
  expect(tableRows({ samples: [], marks: [] })).toEqual([]);
});
