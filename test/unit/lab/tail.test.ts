import { expect, test } from 'vitest';
import { Tail } from '#lab/tail.ts';

test('keeps the last whole lines within the limit', () => {
  const tail = new Tail(10);
  for (const line of ['aaaa', 'bbbb', 'cccc']) tail.push(line);
  expect(tail.toString()).toBe('bbbb\ncccc');
});

test('keeps the last line even when it alone exceeds the limit', () => {
  const tail = new Tail(3);
  tail.push('aaaa');
  tail.push('bbbb');
  expect(tail.toString()).toBe('bbbb');
});
