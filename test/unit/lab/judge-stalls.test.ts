import { expect, test } from 'vitest';
import { stuckShare } from '#lab/judge/stalls.ts';

const turns = (elapsedMs: number, computedMs: number, overMs: number) => ({
  elapsedMs,
  computedMs,
  overMs,
  stalls: 0,
  longestMs: 0,
});
const start = turns(1_000, 300, 50);

test('of a round that is busy all the time, what is beyond the threshold', () => {
  expect(stuckShare(start, turns(1_600, 900, 500))).toBeCloseTo(450 / 600);
});

test('an idle loop, of whose client the machine makes nothing, does not thin it out', () => {
  expect(stuckShare(start, turns(3_000, 900, 500))).toBeCloseTo(450 / 600);
});

test('who is done soon is not condemned for one hiccup', () => {
  expect(stuckShare(start, turns(1_500, 360, 90))).toBeLessThan(0.1);
});

test('a loop that waits and computes nothing is stuck all the same, and never more than always', () => {
  expect(stuckShare(start, turns(3_000, 310, 1_900))).toBe(1);
});

test('nothing at all is no share', () => {
  expect(stuckShare(start, start)).toBe(0);
});
