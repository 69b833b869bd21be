import { expect, test, vi } from 'vitest';
import { constructorsOf } from '#heap-snapshot/constructors.ts';
import { analyse } from '#heap-snapshot/retainers.ts';
import { parse, takeSnapshot } from './support/take.ts';

// A process that writes a snapshot takes half a second, or several on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

test('kinds of objects with what they retain: those of the leak, each byte once', async () => {
  const kinds = constructorsOf(analyse(parse(await takeSnapshot('buildReport'))), 1_000);
  const reports = kinds.find(({ name }) => name === 'Report')!;
  expect(reports.count).toBeGreaterThanOrEqual(50);
  expect(reports.retainedSize).toBeGreaterThan(50 * 2_048);
  expect(reports.retainedSize).toBeGreaterThan(reports.selfSize);
  expect(kinds.map(({ retainedSize }) => retainedSize)).toEqual(
    kinds.map(({ retainedSize }) => retainedSize).toSorted((a, b) => b - a),
  );
  // Arrays of arrays and strings of strings hold each other: none may seem to hold more than there is.
  const whole = kinds.reduce((sum, { selfSize }) => sum + selfSize, 0);
  for (const { retainedSize } of kinds) expect(retainedSize).toBeLessThan(3 * whole);
});
