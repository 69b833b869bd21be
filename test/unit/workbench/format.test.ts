import { expect, test } from 'vitest';
import {
  formatBytes,
  formatMiB,
  formatPercent,
  formatSampleValue,
  formatSeconds,
  formatWholePercent,
} from '#workbench/format.ts';

/** Intl puts no-break spaces where a line must not break. */
const plain = (text: string): string => text.replaceAll(/\s/g, ' ');

test('numbers as a Brazilian reads them', () => {
  expect(plain(formatBytes(12.4 * 2 ** 20))).toBe('12,4 MiB');
  expect(formatMiB(1234.56 * 2 ** 20)).toBe('1.234,6');
  expect(plain(formatPercent(0.9612))).toBe('96,1%');
  expect(plain(formatWholePercent(0.5))).toBe('50%');
  expect(plain(formatSeconds(2350))).toBe('2,4 s');
});

test('a profile’s value goes by the unit of its sample type', () => {
  expect(plain(formatSampleValue(2048, 'bytes'))).toBe('2,0 KiB');
  expect(formatSampleValue(2048, 'count')).toBe('2.048');
});
