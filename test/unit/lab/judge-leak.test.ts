import { expect, test } from 'vitest';
import { LeakTrial } from '#lab/judge/leak.ts';
import { memstats } from './memstats-fixture.ts';

const acceptance = {
  counter: 'heapUsed',
  warmup: 100,
  requestsPerRound: 100,
  rounds: 2,
  maxPerRequest: 1_500,
  why: '',
} as const;

/** Runs a trial over floors given in KiB; stops asking for rounds when the trial is decided. */
function run(floors: readonly { heapUsed: number; external?: number }[], ceilingMiB = 64) {
  const trial = new LeakTrial(acceptance, ceilingMiB);
  let rounds = -1;
  for (const [index, { heapUsed, external = 0 }] of floors.entries()) {
    if (index > 0 && !trial.undecided) break;
    trial.note((index + 1) * 100, memstats({ heapUsed: heapUsed * 1024, external: external * 1024 }));
    rounds++;
  }
  return { rounds, undecided: trial.undecided, part: trial.part() };
}

test('flat from the start: the fewest rounds, and a pass', () => {
  const { rounds, undecided, part } = run([10_000, 10_020, 10_040, 10_060].map((heapUsed) => ({ heapUsed })));
  expect({ rounds, undecided, outcome: part.outcome }).toEqual({ rounds: 2, undecided: false, outcome: 'pass' });
  expect(part.perRequest).toBeCloseTo(204.8);
});

test('a leak grows in every round, until patience ends', () => {
  const floors = Array.from({ length: 20 }, (_, round) => ({ heapUsed: 10_000 + round * 1_000 }));
  const { rounds, undecided, part } = run(floors);
  expect({ rounds, undecided, outcome: part.outcome }).toEqual({ rounds: 6, undecided: false, outcome: 'fail' });
  expect(part.counter).toBe('heapUsed');
  expect(part.floor).toHaveLength(7);
});

test('a bounded cache may fill first', () => {
  const floors = [10_000, 11_000, 12_000, 12_300, 12_310, 12_320].map((heapUsed) => ({ heapUsed }));
  const { rounds, part } = run(floors);
  expect({ rounds, outcome: part.outcome }).toEqual({ rounds: 5, outcome: 'pass' });
});

test('falling memory never fails', () => {
  expect(run([20_000, 15_000, 10_000].map((heapUsed) => ({ heapUsed }))).part.outcome).toBe('pass');
});

test('a leak moved into buffers is still a leak', () => {
  const floors = Array.from({ length: 20 }, (_, round) => ({ heapUsed: 10_000, external: 8_000 + round * 1_000 }));
  const { part } = run(floors);
  expect({ outcome: part.outcome, counter: part.counter }).toEqual({ outcome: 'fail', counter: 'external' });
});

test('no further round that would not fit under the ceiling', () => {
  const floors = Array.from({ length: 20 }, (_, round) => ({ heapUsed: 10_000 + round * 8_000 }));
  const { rounds, undecided, part } = run(floors, 64);
  expect({ undecided, outcome: part.outcome }).toEqual({ undecided: false, outcome: 'fail' });
  expect(rounds).toBeLessThan(6);
});
