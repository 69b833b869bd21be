import { expect, test } from 'vitest';
import { textChange } from '#workbench/editor/text-change.ts';

test.each([
  ['a line goes', 'a\nb\nc\n', 'a\nc\n'],
  ['a line comes', 'a\nc\n', 'a\nb\nc\n'],
  ['what repeats grows', 'aa', 'aaa'],
  ['what repeats shrinks', 'abab', 'ab'],
  ['nothing is the same', 'abc', 'xyz'],
  ['all of it goes', 'abc', ''],
  ['it comes to nothing', '', 'abc'],
  ['no difference', 'abc', 'abc'],
])('%s: the change leads from the one text to the other', (_what, before, after) => {
  const { from, to, text } = textChange(before, after);
  expect(from).toBeLessThanOrEqual(to);
  expect(before.slice(0, from) + text + before.slice(to)).toBe(after);
});

test('a character of two halves changes whole', () => {
  expect(textChange('a😀b', 'a😁b')).toEqual({ from: 1, to: 3, text: '😁' });
  expect(textChange('a😀b', 'a𐐀b')).toEqual({ from: 1, to: 3, text: '𐐀' });
  expect(textChange('\uD83D\uDE00', '\uD83C\uDE00')).toEqual({ from: 0, to: 2, text: '\uD83C\uDE00' });
});

test('what stands around it is left alone', () => {
  expect(textChange('a\nold\nc\nd', 'a\nnew\nc\nd')).toEqual({ from: 2, to: 5, text: 'new' });
});
