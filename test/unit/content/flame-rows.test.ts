import { expect, test } from 'vitest';
import { flameRows } from '../../../src/content/recordings/flame-rows.ts';

const rows = flameRows({ lab: 'memory-leak', profile: 'heap' }, 'alloc_space', 0.07);

test('everything is on top, and below it each row stays inside of the one above', () => {
  expect(rows[0]).toMatchObject([{ name: null, share: 1, left: 0 }]);
  for (const row of rows.slice(1)) {
    const width = row.reduce((sum, { share }) => sum + share, 0);
    expect(width).toBeLessThanOrEqual(1 + 1e-9);
    const overlapping = row.filter(({ left }, index) => {
      const before = row[index - 1];
      return before !== undefined && left < before.left + before.share - 1e-9;
    });
    expect(overlapping).toEqual([]);
  }
});

test('what is too narrow for a word is left out; the functions of the lab are there', () => {
  const boxes = rows.flat();
  expect(Math.min(...boxes.map(({ share }) => share))).toBeGreaterThanOrEqual(0.07);
  expect(boxes.map(({ name }) => name)).toEqual(expect.arrayContaining(['monthlyReport', 'buildReport', 'findOrders']));
});
