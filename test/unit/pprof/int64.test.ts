import { describe, expect, test } from 'vitest';
import { abs, add, compare, divide, fromBigInt, multiply, negate, roundHalfAway, truncate } from '#pprof/int64.ts';
import { at, toColumn } from '#pprof/column.ts';

const LARGEST = 2n ** 63n - 1n;
const SMALLEST = -(2n ** 63n);

test('a sum leaves and enters the safe integers without losing a unit', () => {
  expect(add(Number.MAX_SAFE_INTEGER, 2)).toBe(9007199254740993n);
  expect(add(9007199254740993n, -2)).toBe(Number.MAX_SAFE_INTEGER);
});

test('arithmetic wraps at 64 bits, as in Go', () => {
  expect(add(LARGEST, 1)).toBe(SMALLEST);
  expect(multiply(LARGEST, 2)).toBe(-2);
  expect(negate(SMALLEST)).toBe(SMALLEST);
  expect(abs(SMALLEST)).toBe(SMALLEST);
});

test('division truncates towards zero', () => {
  expect(divide(-7, 2)).toBe(-3);
  expect(Object.is(divide(-1, 2), 0)).toBe(true);
  expect(divide(LARGEST, 2)).toBe(2n ** 62n - 1n);
  expect(divide(Number.MAX_SAFE_INTEGER - 1, Number.MAX_SAFE_INTEGER)).toBe(0);
});

test('a float becomes an integer as on amd64', () => {
  expect(truncate(-2.9)).toBe(-2);
  expect(truncate(Number.NaN)).toBe(SMALLEST);
  expect(truncate(2 ** 63)).toBe(SMALLEST);
  expect(truncate(2 ** 60)).toBe(2n ** 60n);
});

test('halves are rounded away from zero', () => {
  expect([0.5, 1.5, 2.5, -0.5, -2.5, 0.49999999999999994].map(roundHalfAway)).toEqual([1, 2, 3, -1, -3, 0]);
});

test('numbers and bigints compare by value, and each value has one form', () => {
  expect(compare(2 ** 53 - 1, 2n ** 53n)).toBe(-1);
  expect(fromBigInt(12n)).toBe(12);
});

describe('a column', () => {
  test('is of doubles while every sum over it is exact', () => {
    expect(toColumn([1, -2, Number.MAX_SAFE_INTEGER - 3])).toBeInstanceOf(Float64Array);
  });

  test('is exact when the magnitudes add up to more, though each value would fit', () => {
    const column = toColumn([Number.MAX_SAFE_INTEGER, -1]);
    expect(column).toBeInstanceOf(BigInt64Array);
    expect([at(column, 0), at(column, 1)]).toEqual([Number.MAX_SAFE_INTEGER, -1]);
  });
});
