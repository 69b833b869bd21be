/** What the diagnostics say of their own cost is what the bench measured last. */
import { expect, test } from 'vitest';
import measured from '../../../src/content/measurements/diagnostics-cost.json' with { type: 'json' };
import { words } from '#diagnostics/words.ts';

test('a CPU profile costs what was measured', () => {
  const { extraCpu } = measured.ways.find(({ name }) => name === 'profile')!;
  expect(words.profiles.profile.cost).toContain(` ${Math.round(extraCpu * 100)}% a mais de CPU`);
});
