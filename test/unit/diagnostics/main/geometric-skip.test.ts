import { expect, test, vi } from 'vitest';
import { GeometricSkip } from '#diagnostics/main/geometric-skip.ts';

test('drawing does not touch the clock that the app may be reading', () => {
  const clocks = [vi.spyOn(process, 'hrtime'), vi.spyOn(process.hrtime, 'bigint')];
  const skip = new GeometricSkip(100);
  const mean = Array.from({ length: 20_000 }, () => skip.next()).reduce((sum, next) => sum + next, 0) / 20_000;
  for (const clock of clocks) expect(clock).not.toHaveBeenCalled();
  expect(mean).toBeGreaterThan(90);
  expect(mean).toBeLessThan(108);
});
