import { expect, test } from 'vitest';
import { formatDuration, quote, toFixed, toGeneral } from '#pprof/format.ts';
import { formatPercentage, formatValue, scale } from '#pprof/measure.ts';

test.each([
  [1.125, 2, '1.12'],
  [1.375, 2, '1.38'],
  [-1.125, 2, '-1.12'],
  [0.5, 0, '0'],
  [2.675, 2, '2.67'],
  [1e21, 2, '1000000000000000000000.00'],
])('%d with %d digits is %s: exact ties go to the even digit', (value, digits, text) => {
  expect(toFixed(value, digits)).toBe(text);
});

test.each([
  [0.5, '0.5'],
  [0.000012, '1.2e-05'],
  [0.125, '0.12'],
  [0.375, '0.38'],
  [0.0625, '0.062'],
  [0.999, '1'],
  [0.0999999, '0.1'],
  [0.00004, '4e-05'],
  [0.1 + 0.2, '0.3'],
])('%%.2g of %d is %s', (value, text) => {
  expect(toGeneral(value, 2)).toBe(text);
});

test('the fast way and the exact way of two digits agree', () => {
  for (let index = 1; index < 20_000; index++) {
    const value = index / 20_011;
    const exact = Number(value.toPrecision(2));
    expect(Number(toGeneral(value, 2))).toBe(exact);
  }
});

test.each([
  [0, 'bytes', 'auto', '0'],
  [1023, 'bytes', 'auto', '1023B'],
  [1536, 'bytes', 'auto', '1.50kB'],
  [1536, 'bytes', 'MB', '0'],
  [-1536, 'byte', 'minimum', '-1.50kB'],
  [3, 'count', 'minimum', '3'],
  [3, 'fathom', 'league', '3league'],
  [90_000_000_000, 'nanoseconds', 'auto', '90s'],
  [7_200_000_000_000, 'ns', 'auto', '2hrs'],
  [5, 'ms', 'bytes', '0.01s'],
  [2n ** 62n, 'bytes', 'auto', '4096PB'],
  [-(2n ** 63n) + 1n, 'bytes', 'auto', '-8192PB'],
  // It has no counterpart above zero: no unit fits it, in Go either.
  [-(2n ** 63n), 'bytes', 'auto', '-9223372036854775808B'],
  [-(2n ** 63n), 'nanoseconds', 'auto', '-9223372036.85s'],
])('%d %s in %s is %s', (value, unit, to, text) => {
  expect(formatValue(value, unit, to)).toBe(text);
});

test('an unknown target means the unit that the quantity falls back to', () => {
  expect(scale(1_000_000_000, 'nanoseconds', 'parsecs')).toEqual({ value: 1, unit: 's' });
});

test.each([
  [0, 0, '    0%'],
  [1, 1, '  100%'],
  [-1, 2, '50.00%'],
  [9996, 10000, '  100%'],
  [1, 3000, '0.033%'],
  [1, 10_000_000, '1e-05%'],
])('%d of %d is %s', (value, total, text) => {
  expect(formatPercentage(value, total)).toBe(text);
});

test.each([
  [0, '0s'],
  [999, '999ns'],
  [1500, '1.5µs'],
  [61_000_000_000, '1m1s'],
  [3_600_000_000_000, '1h0m0s'],
  [-2_500_000_000, '-2.5s'],
])('%d ns last %s', (nanos, text) => {
  expect(formatDuration(nanos)).toBe(text);
});

test('quoting escapes what cannot be seen', () => {
  expect(quote('a"b\\\n\u0001é\u{1F6D2}')).toBe('"a\\"b\\\\\\n\\x01é\u{1F6D2}"');
});
