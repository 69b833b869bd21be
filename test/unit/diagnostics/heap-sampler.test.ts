import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const program = fileURLToPath(new URL('support/renewing-sampler.ts', import.meta.url));

test('renewed at its limit, the sampler keeps every allocation counted and counts in use from there', () => {
  const { before, after } = JSON.parse(execFileSync(process.execPath, [program], { encoding: 'utf8' }));
  expect(before.renewedAt).toBeNull();
  // Two parts garbage and one part kept before, one part garbage after.
  expect(before.inuse / before.alloc).toBeCloseTo(1 / 3, 0);
  expect(before.inuse).toBeGreaterThan(5e6);
  expect(after.alloc / before.alloc).toBeCloseTo(4 / 3, 1);
  expect(after.renewedAt).toBeGreaterThan(0);
  expect(after.inuse).toBeLessThan(1e6);
});
