import { expect, test } from 'vitest';
import type { CostPart, Outcome, Verdict } from '#server/contract.ts';
import { createEarlierLeak } from '#workbench/verdict/earlier-leak.ts';
import { earlierFault } from '#workbench/verdict/fault-picture.tsx';

const fault = (name: string, outcome: Outcome, perRequest: number) => {
  const part: CostPart = { name: 'leak', outcome, signal: 'cpu', rounds: [perRequest], perRequest, max: 1 };
  return { name, part };
};

function verdictOf(...faults: readonly ReturnType<typeof fault>[]): Verdict {
  const outcome = faults.every(({ part }) => part.outcome === 'pass') ? 'pass' : 'fail';
  return {
    kind: 'judged',
    variant: 'mine',
    passed: outcome === 'pass',
    parts: [
      { name: 'leak', signal: 'several', outcome, faults },
      { name: 'behaviour', outcome: 'pass', checks: [] },
      { name: 'cheating', outcome: 'pass', checks: [] },
    ],
    at: 1,
    tookMs: 1,
  };
}

test('of faults that are mended one after the other, each keeps its own “before”', () => {
  const items = new Map<string, string>();
  const earlier = createEarlierLeak(
    { getItem: (key) => items.get(key) ?? null, setItem: (key, value) => void items.set(key, value) },
    'incident',
  );
  const before = (name: string) => earlierFault(earlier.read(), name);
  earlier.remember(verdictOf(fault('a', 'fail', 9), fault('b', 'fail', 8), fault('c', 'pass', 1)));
  earlier.remember(verdictOf(fault('a', 'pass', 1), fault('b', 'fail', 7), fault('c', 'pass', 1)));
  expect(before('a')).toMatchObject({ outcome: 'fail', perRequest: 9 });
  expect(before('b')).toMatchObject({ outcome: 'fail', perRequest: 7 });
  expect(before('c')).toBeNull();
  earlier.remember(verdictOf(fault('a', 'pass', 1), fault('b', 'pass', 1), fault('c', 'pass', 1)));
  expect(before('a')).toMatchObject({ perRequest: 9 });
  expect(before('b')).toMatchObject({ perRequest: 7 });
});
