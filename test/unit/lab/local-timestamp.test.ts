import { expect, test } from 'vitest';
import { localTimestamp } from '#lab/local-timestamp.ts';

test('local time, padded', () => {
  expect(localTimestamp(new Date(2026, 10, 2, 4, 5, 9))).toBe('2026-11-02-040509');
});
