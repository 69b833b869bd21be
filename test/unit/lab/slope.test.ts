import { expect, test } from 'vitest';
import { latestSlope, roundSlopes } from '#lab/slope.ts';

test('growth of each round per request', () => {
  expect(roundSlopes({ requests: [100, 200, 400], bytes: [1_000, 2_000, 1_000] })).toEqual([10, -5]);
});

test('a round without requests has no slope to speak of', () => {
  expect(roundSlopes({ requests: [100, 100], bytes: [1_000, 9_000] })).toEqual([0]);
});

test('no answer before there are enough rounds', () => {
  expect(latestSlope({ requests: [], bytes: [] }, 2)).toBeNull();
  expect(latestSlope({ requests: [100, 200], bytes: [0, 0] }, 2)).toBeNull();
});

test('a leak keeps its slope', () => {
  expect(latestSlope({ requests: [1, 2, 3, 4], bytes: [0, 10, 20, 30] }, 2)).toBe(10);
});

test('a cache that has reached its bound is flat, however it got there', () => {
  expect(latestSlope({ requests: [1, 2, 3, 4, 5], bytes: [0, 100, 150, 150, 150] }, 2)).toBe(0);
});

test('one flat round, as when V8 drops compiled code, does not hide a leak', () => {
  expect(latestSlope({ requests: [1, 2, 3, 4], bytes: [0, 10, 20, 15] }, 2)).toBe(10);
  expect(latestSlope({ requests: [1, 2, 3, 4], bytes: [0, 10, 5, 15] }, 2)).toBe(10);
});
