import { expect, test } from 'vitest';
import type { TopRow } from '#workbench/views/engine/protocol.ts';
import { DEFAULT_ORDER, nextOrder, sortedRows } from '#workbench/views/top/top-order.ts';

const row = (name: string, flat: number, cum: number): TopRow => ({
  name,
  functionName: name,
  file: '',
  flat,
  cum,
  inline: 'none',
});
const rows = [row('b', 5, 5), row('a', 5, 9), row('c', 0, 20), row('d', -7, 1)];
const names = (column: 'flat' | 'cum' | 'name', direction: 'ascending' | 'descending'): string =>
  sortedRows(rows, { column, direction })
    .map(({ name }) => name)
    .join('');

test('as pprof does: by size without its sign, then by name', () => {
  expect(names('flat', 'descending')).toBe('dabc');
  expect(names('cum', 'descending')).toBe('cabd');
});

test('the other way round, and by name', () => {
  expect(names('cum', 'ascending')).toBe('dbac');
  expect(names('name', 'ascending')).toBe('abcd');
  expect(names('name', 'descending')).toBe('dcba');
});

test('the rows given are left as they are', () => {
  const before = [...rows];
  sortedRows(rows, { column: 'name', direction: 'descending' });
  expect(rows).toEqual(before);
});

test('a press turns the order round; a new column begins with its natural one', () => {
  const ascending = nextOrder(DEFAULT_ORDER, 'flat');
  expect(ascending).toEqual({ column: 'flat', direction: 'ascending' });
  expect(nextOrder(ascending, 'flat')).toEqual(DEFAULT_ORDER);
  expect(nextOrder(ascending, 'cum')).toEqual({ column: 'cum', direction: 'descending' });
  expect(nextOrder(ascending, 'name')).toEqual({ column: 'name', direction: 'ascending' });
});
