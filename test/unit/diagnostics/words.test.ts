/** What the diagnostics and the workbench say of a CPU profile's cost is what the bench measured last. */
import { expect, test } from 'vitest';
import { words } from '#diagnostics/words.ts';
import { t } from '#i18n/index.ts';
import measured from '../../../src/content/measurements/diagnostics-cost.json' with { type: 'json' };

test('a CPU profile costs about half as much again, while it records', () => {
  const { extraCpu } = measured.ways.find(({ name }) => name === 'profile')!;
  expect(words.profiles.profile.cost).toContain('cerca de metade a mais de CPU');
  expect(t.workbench.captures.kinds.profile.cost).toContain('cerca de metade');
  expect(extraCpu).toBeGreaterThan(0.35);
  expect(extraCpu).toBeLessThan(0.65);
});
