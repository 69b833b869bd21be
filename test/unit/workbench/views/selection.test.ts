import { expect, test } from 'vitest';
import type { Granularity } from '#pprof/options.ts';
import { compileRegexp } from '#pprof/regexp.ts';
import { isSelected, picked, printedPattern, selectedNames, selectionPattern } from '#workbench/views/selection.ts';

const NONE = { selected: '', also: [] };

test('a press selects one function alone, once more none', () => {
  const one = picked(NONE, 'a', false);
  expect(selectedNames(one)).toEqual(['a']);
  expect(selectedNames(picked(one, 'b', false))).toEqual(['b']);
  expect(selectedNames(picked(one, 'a', false))).toEqual([]);
});

test('a press besides adds, once more it takes away, whichever was the first', () => {
  const two = picked(picked(NONE, 'a', true), 'b', true);
  expect(selectedNames(two)).toEqual(['a', 'b']);
  expect(isSelected(two, 'b')).toBe(true);
  expect(isSelected(two, '')).toBe(false);
  expect(selectedNames(picked(two, 'a', true))).toEqual(['b']);
  expect(selectedNames(picked(picked(two, 'a', true), 'b', true))).toEqual([]);
  expect(selectedNames(picked(two, 'a', false))).toEqual(['a']);
});

test('the expression matches the selected functions and no other', () => {
  const pattern = compileRegexp(selectionPattern({ selected: 'main.(*T).f', also: ['Σ#?=', 'a|b'] }), 'test');
  for (const name of ['main.(*T).f', 'Σ#?=', 'a|b']) expect(pattern.test(name)).toBe(true);
  for (const name of ['main.(*T).ff', 'main.T.f', 'a', 'b', '']) expect(pattern.test(name)).toBe(false);
  expect(selectionPattern(NONE)).toBe('');
});

test('in finer rows the function stands between its address and its place', () => {
  const printed = (granularity: Granularity) =>
    compileRegexp(printedPattern({ selected: 'get', also: ['T.f'] }, granularity), 'test');
  for (const row of ['get', 'get /app/a.js', 'T.f a.js:4', '00000000004012ab T.f a.js:4:2'])
    expect(printed('lines').test(row)).toBe(true);
  for (const row of ['getter /app/a.js', 'forget a.js', 'x get']) expect(printed('lines').test(row)).toBe(false);
  expect(printed('functions').test('get /app/a.js')).toBe(false);
});
