import { expect, test } from 'vitest';
import { LineThrottle } from '#lab/line-throttle.ts';

function throttle() {
  const lines: string[] = [];
  return {
    lines,
    throttle: new LineThrottle(
      (line) => lines.push(line),
      (omitted) => `${omitted} omitted`,
    ),
  };
}

test('what a person could read passes as it is', () => {
  const { lines, throttle: it } = throttle();
  for (let i = 0; i < 100; i++) it.push(String(i), i);
  it.flush();
  expect(lines).toHaveLength(100);
});

test('a flood is cut, and counted when the second is over or at the end', () => {
  const { lines, throttle: it } = throttle();
  for (let i = 0; i < 350; i++) it.push('x', 0);
  it.push('later', 1_000);
  expect(lines.slice(100)).toEqual(['250 omitted', 'later']);
  for (let i = 0; i < 120; i++) it.push('x', 1_500);
  it.flush();
  expect(lines.at(-1)).toBe('21 omitted');
  it.flush();
  expect(lines.at(-1)).toBe('21 omitted');
});
