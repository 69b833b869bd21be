import { expect, test } from 'vitest';
import { editDistance } from '#lab/edit-distance.ts';

test.each([
  ['', '', 0],
  ['', 'abc', 3],
  ['abc', '', 3],
  ['memory-leak', 'memory-leak', 0],
  ['memry-leak', 'memory-leak', 1],
  ['memory-lake', 'memory-leak', 2],
  ['kitten', 'sitting', 3],
])('%s → %s takes %d', (a, b, distance) => {
  expect(editDistance(a, b)).toBe(distance);
  expect(editDistance(b, a)).toBe(distance);
});
