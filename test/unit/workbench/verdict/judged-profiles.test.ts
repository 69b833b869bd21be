import { expect, test } from 'vitest';
import type { Capture, Verdict } from '#server/contract.ts';
import { judgedProfiles } from '#workbench/verdict/judged-profiles.ts';

const capture = (id: string, takenAt: number, code: string, more: Partial<Capture> = {}): Capture => ({
  id,
  takenAt,
  code,
  profile: 'heap',
  variant: 'mine',
  size: 1,
  ...more,
});
const verdict = { kind: 'judged', at: 9 } as Verdict;
const idsOf = (captures: readonly Capture[]) => {
  const found = judgedProfiles(captures, verdict);
  return found && [found.before?.id ?? null, found.after.id];
};
const passed = capture('after', 9, 'fixed', { verdict: 'pass' });

test('before a fix is what the judge took of other code, and else what the learner took', () => {
  const mine = capture('mine', 3, 'leaky');
  const judged = capture('judged', 2, 'leaky', { verdict: 'fail' });
  const sameCode = capture('same', 8, 'fixed');
  const other = capture('goroutine', 7, 'leaky', { profile: 'goroutine' });
  expect(idsOf([judged, mine, other, sameCode, passed])).toEqual(['judged', 'after']);
  expect(idsOf([mine, other, sameCode, passed])).toEqual(['mine', 'after']);
  expect(idsOf([other, sameCode, passed])).toEqual([null, 'after']);
});

test('a verdict whose profile is gone leads nowhere', () => {
  expect(idsOf([capture('x', 8, 'a', { verdict: 'fail' })])).toBeNull();
});
