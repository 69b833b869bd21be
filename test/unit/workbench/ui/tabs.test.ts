import { expect, test } from 'vitest';
import { targetOf } from '#workbench/ui/tab-keys.ts';

test.each([
  ['ArrowRight', 0, 1],
  ['ArrowRight', 2, 0],
  ['ArrowLeft', 0, 2],
  ['Home', 2, 0],
  ['End', 0, 2],
  ['Enter', 1, null],
  ['a', 1, null],
])('%s from tab %i leads to %s of three', (key, from, to) => {
  expect(targetOf(key, from, 3)).toBe(to);
});
