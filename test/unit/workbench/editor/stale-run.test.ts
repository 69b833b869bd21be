import { expect, test } from 'vitest';
import type { LabState } from '#server/contract.ts';
import { isStaleRun } from '#workbench/editor/stale-run.ts';

const running = (variant: 'mine' | 'solution', code: string): LabState => ({
  kind: 'ready',
  variant,
  code,
  since: 0,
  pid: 1,
  addresses: { service: '', diagnostics: '' },
});

test('a run is stale while the learner’s copy on disk is another than it runs', () => {
  expect(isStaleRun(running('mine', 'old'), 'new')).toBe(true);
  expect(isStaleRun(running('mine', 'new'), 'new')).toBe(false);
  expect(isStaleRun(running('solution', 'other'), 'new')).toBe(false);
  expect(isStaleRun({ kind: 'stopped' }, 'new')).toBe(false);
  expect(isStaleRun(running('mine', 'old'), null)).toBe(false);
});
