import { expect, test } from 'vitest';
import { compileRegexp } from '#pprof/regexp.ts';
import { isSelected, picked, selectedNames, selectionPattern } from '#workbench/views/selection.ts';

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
