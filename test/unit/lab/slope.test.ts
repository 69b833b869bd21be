import { expect, test } from 'vitest';
import { isClear, isSettled, latestSlope, slopeBetween } from '#lab/slope.ts';

test('growth between two readings per request', () => {
  const floor = { requests: [100, 200, 400], values: [1_000, 2_000, 1_000] };
  expect([slopeBetween(floor, 0, 1), slopeBetween(floor, 1, 2), slopeBetween(floor, 0, 2)]).toEqual([10, -5, 0]);
});

test('without requests in between there is no slope to speak of', () => {
  expect(slopeBetween({ requests: [100, 100], values: [1_000, 9_000] }, 0, 1)).toBe(0);
});

test('no answer before there are enough rounds', () => {
  expect(latestSlope({ requests: [], values: [] }, 2)).toBeNull();
  expect(latestSlope({ requests: [100, 200], values: [0, 0] }, 2)).toBeNull();
});

test('a leak keeps its slope', () => {
  expect(latestSlope({ requests: [1, 2, 3, 4], values: [0, 10, 20, 30] }, 2)).toBe(10);
  expect(latestSlope({ requests: [1, 2, 3, 4], values: [0, 10, 20, 30] }, 3)).toBe(10);
});

test('a cache that has reached its bound is flat, however it got there', () => {
  expect(latestSlope({ requests: [1, 2, 3, 4, 5], values: [0, 100, 150, 150, 150] }, 3)).toBe(0);
});

test('one round in which V8 drops compiled code does not hide a leak, and one odd round does not make one', () => {
  expect(latestSlope({ requests: [1, 2, 3, 4], values: [0, 10, 5, 15] }, 3)).toBe(10);
  expect(latestSlope({ requests: [1, 2, 3, 4], values: [0, 0, 50, 50] }, 3)).toBe(0);
});

test('of two rounds the middle', () => {
  expect(latestSlope({ requests: [1, 2, 3], values: [0, 10, 10] }, 2)).toBe(5);
});

test.each([
  [[], false],
  [[12, 12], false],
  [[12, 3, 12], false],
  [[12, 3, 12, 12], true],
  [[3, 3, 3], true],
  [[10, 10, 10, 10, 3], false],
])('a median of five is settled once three are on one side of the limit: %j, %j', (figures, settled) => {
  expect(isSettled(figures, 5, 10)).toBe(settled);
});

test('three figures that lie far on one side of the limit are clear, fewer or nearer ones are not', () => {
  expect(isClear([31, 35, 41], 13)).toBe(true);
  expect(isClear([1.6, 3.2, 2], 13)).toBe(true);
  expect(isClear([31, 35], 13)).toBe(false);
  expect(isClear([31, 20, 41], 13)).toBe(false);
  expect(isClear([31, 2, 3], 13)).toBe(false);
  expect(isClear([3, 9.1, 3], 13)).toBe(false);
});
