import { expect, test } from 'vitest';
import { rowsInSight } from '#workbench/views/top/virtual-rows.ts';

test.each([0, 1, 5, 100, 23_000])('of %i rows, those in sight are built and few others', (count) => {
  for (const top of [0, 28, 400, 300_000, 700_000]) {
    const { first, end } = rowsInSight(count, top, 600, 28);
    expect(first).toBeGreaterThanOrEqual(0);
    expect(end).toBeLessThanOrEqual(count);
    expect(end - first).toBeLessThan(80);
    const inSight = Math.min(Math.floor(top / 28), count - 1);
    expect(count === 0 || (inSight >= first && inSight < end)).toBe(true);
  }
});
