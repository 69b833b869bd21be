import { expect, test } from 'vitest';
import { leftoversOf } from '#lab/judge/leftovers.ts';
import type { Acceptance, FaultAcceptance } from '#lab/scenario.ts';

const rounds = { warmup: 10, requestsPerRound: 20, rounds: 3, why: '' } as const;
const baseline = () => ({ method: 'GET', path: '/' }) as const;
const heap: FaultAcceptance = { signal: 'slope', measure: 'heapUsed', maxPerRequest: 500, ...rounds };
const cpu: FaultAcceptance = { signal: 'cpu', baseline, maxTimesBaseline: 10, ...rounds };
const several = (...acceptances: readonly FaultAcceptance[]): Acceptance => ({
  signal: 'several',
  faults: acceptances.map((acceptance) => ({ name: '', acceptance })),
});

test('a scenario that looks at memory itself needs no second look', () => {
  expect(leftoversOf(heap)).toBeNull();
  expect(leftoversOf({ signal: 'not-a-leak', measure: 'heapUsed', maxPerRequest: 500, ...rounds })).toBeNull();
  expect(leftoversOf(several(cpu, heap))).toBeNull();
});

test('where the signal is a cost, the load goes on beyond what was picked from it', () => {
  expect(leftoversOf(cpu)).toEqual({ requestsPerRound: 80, rounds: 3, hasty: true, from: 0, counts: [] });
  const picked = { ...cpu, pick: (n: number) => 4 * n + 2 };
  expect(leftoversOf(several(cpu, picked))).toMatchObject({ from: 4 * 70 + 2 });
});

test('what is looked at in a crowd, or in a loop, gets no larger crowd than promised', () => {
  expect(leftoversOf({ signal: 'stalls', maxShare: 0.4, ...rounds })).toMatchObject({
    requestsPerRound: 20,
    rounds: 2,
    hasty: false,
  });
  expect(leftoversOf({ signal: 'peak', measure: 'files', maxPerConcurrent: 36, ...rounds })).toMatchObject({
    hasty: false,
    counts: [{ measure: 'files', maxPerRequest: 0.5 }],
  });
});
