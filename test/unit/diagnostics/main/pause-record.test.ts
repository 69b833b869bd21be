import { constants } from 'node:perf_hooks';
import { expect, test } from 'vitest';
import { PauseRecord } from '#diagnostics/main/pause-record.ts';

const { NODE_PERFORMANCE_GC_MAJOR: MAJOR, NODE_PERFORMANCE_GC_MINOR: MINOR } = constants;

test('pauses add up by kind', () => {
  const record = new PauseRecord();
  record.add(MINOR, 1.5, 1_000);
  record.add(MINOR, 0.5, 2_000);
  record.add(MAJOR, 20, 3_000);
  const { pauses, lastEndNs } = record.read();
  expect(pauses.minor).toEqual({ count: 2, totalNs: 2_000_000, maxNs: 1_500_000 });
  expect(pauses.major).toEqual({ count: 1, totalNs: 20_000_000, maxNs: 20_000_000 });
  expect(lastEndNs).toBe(3_000 * 1_000_000);
});

test('a step of a collection stops the thread, but is not one more collection', () => {
  const record = new PauseRecord();
  record.add(constants.NODE_PERFORMANCE_GC_INCREMENTAL, 3, 1_000);
  record.add(constants.NODE_PERFORMANCE_GC_WEAKCB, 1, 2_000);
  expect(record.collections).toBe(0);
  expect(record.read()).toMatchObject({ lastEndNs: 0, pauses: { incremental: { totalNs: 3_000_000 } } });
  expect(record.read().recentNs.every((ns) => ns === 0)).toBe(true);
});

test('the last 256 are kept, the latest where Go puts it', () => {
  const record = new PauseRecord();
  for (let i = 1; i <= 300; i++) record.add(MINOR, i, i);
  const { recentNs, recentEndNs } = record.read();
  expect(recentNs).toHaveLength(256);
  const latest = (record.collections + 255) % 256;
  expect(recentNs[latest]).toBe(300 * 1_000_000);
  expect(recentEndNs[latest]).toBe(300 * 1_000_000);
  expect(Math.min(...recentNs)).toBe(45 * 1_000_000);
});

test('a reading stays as it was', () => {
  const record = new PauseRecord();
  const before = record.read();
  record.add(MAJOR, 1, 1);
  expect(before.pauses.major.count).toBe(0);
});
