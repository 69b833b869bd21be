import { expect, test } from 'vitest';
import { elsewhereLimits, LeakTrial, ownLimits } from '#lab/judge/leak.ts';
import { memstats } from './memstats-fixture.ts';

const acceptance = {
  signal: 'slope',
  measure: 'heapUsed',
  warmup: 100,
  requestsPerRound: 100,
  rounds: 3,
  maxPerRequest: 1_500,
  why: '',
} as const;

interface FloorInKiB {
  readonly heapUsed: number;
  readonly external?: number;
  readonly native?: number;
  readonly disk?: number;
}

const HEAP_TOTAL = 32 * 1024 * 1024;

const inBytes = ({ heapUsed, external = 0, native = 0, disk = 0 }: FloorInKiB) => ({
  ...memstats({ heapUsed: heapUsed * 1024, external: external * 1024, heapTotal: HEAP_TOTAL }),
  footprint: { anonymous: HEAP_TOTAL + external * 1024 + native * 1024, written: disk * 1024 },
});

/** Runs a trial over floors; stops asking for rounds when the trial is decided. */
function run(floors: readonly FloorInKiB[], ceilingMiB = 64) {
  const trial = new LeakTrial([...ownLimits(acceptance), ...elsewhereLimits(acceptance)], 3, ceilingMiB);
  let rounds = -1;
  for (const [index, floor] of floors.entries()) {
    if (index > 0 && !trial.undecided) break;
    trial.note((index + 1) * 100, inBytes(floor));
    rounds++;
  }
  return { trial, rounds, undecided: trial.undecided, part: trial.part() };
}

const heap = (...floors: readonly number[]): FloorInKiB[] => floors.map((heapUsed) => ({ heapUsed }));
const rising = (step: number): number[] => Array.from({ length: 20 }, (_, round) => 10_000 + round * step);

test('flat from the start: the fewest rounds, and a pass', () => {
  const { rounds, undecided, part } = run(heap(10_000, 10_020, 10_040, 10_060, 10_080));
  expect({ rounds, undecided, outcome: part.outcome }).toEqual({ rounds: 3, undecided: false, outcome: 'pass' });
  expect(part.perRequest).toBeCloseTo(204.8);
});

test('a leak grows in every round, until patience ends', () => {
  const { rounds, undecided, part } = run(heap(...rising(1_000)));
  expect({ rounds, undecided, outcome: part.outcome }).toEqual({ rounds: 6, undecided: false, outcome: 'fail' });
  expect(part).toMatchObject({ measure: 'heapUsed', perRequest: 10_240 });
  expect(part.floor).toHaveLength(7);
});

test('a bounded cache may fill first', () => {
  const { rounds, part } = run(heap(10_000, 11_000, 12_000, 12_300, 12_310, 12_320, 12_330));
  expect({ rounds, outcome: part.outcome }).toEqual({ rounds: 5, outcome: 'pass' });
});

test('a small leak that two of three rounds hide is looked at for longer', () => {
  const hidden = [10_000, 9_900, 10_800, 10_600];
  expect(run(heap(...hidden))).toMatchObject({ rounds: 3, undecided: true });
  const { rounds, part } = run(heap(...hidden, 10_960, 11_320, 11_680, 12_040));
  expect({ rounds, outcome: part.outcome }).toEqual({ rounds: 6, outcome: 'fail' });
});

test('a bound that was reached in the first round is looked at once more', () => {
  const { rounds, part } = run(heap(10_000, 12_000, 12_010, 12_020, 12_030, 12_040));
  expect({ rounds, outcome: part.outcome }).toEqual({ rounds: 4, outcome: 'pass' });
});

test('falling memory never fails', () => {
  expect(run(heap(20_000, 15_000, 10_000, 8_000)).part.outcome).toBe('pass');
});

test('what goes away in a rest was no leak; what stays was', () => {
  const { trial } = run(heap(...rising(1_000)));
  expect(trial.part().outcome).toBe('fail');
  trial.noteRest(inBytes({ heapUsed: 10_100 }));
  expect(trial.part()).toMatchObject({ outcome: 'pass', requests: [100, 200, 300, 400, 500, 600, 700, 700] });

  const { trial: leaking } = run(heap(...rising(1_000)));
  leaking.noteRest(inBytes({ heapUsed: 15_900 }));
  expect(leaking.part()).toMatchObject({ outcome: 'fail' });
});

test('of a count, what a rest takes away is told from what it leaves of the whole load', () => {
  const waits = (promises: number) => ({ ...inBytes({ heapUsed: 10_000 }), promises });
  const trialOf = (start: number, floors: readonly number[]) => {
    const trial = new LeakTrial([{ measure: 'promises', maxPerRequest: 0.05 }], 3, 64);
    expect(trial.counts).toBe(true);
    trial.noteStart(waits(start));
    for (const [round, floor] of floors.entries()) trial.note(600 + 150 * round, waits(floor));
    return trial;
  };
  // A queue that a clock empties, not as fast as the load fills it: shorter after the rest than after the warm-up.
  const queue = trialOf(12, [367, 408, 452, 520, 590, 667, 740]);
  queue.noteRest(waits(352));
  expect(queue.part()).toMatchObject({ outcome: 'fail', floor: [12, 367, 408, 452, 520, 590, 667, 740, 352] });
  expect(queue.part().perRequest).toBeCloseTo((352 - 12) / 1_500);
  const patient = trialOf(12, [367, 408, 452, 520, 590, 667, 740]);
  patient.noteRest(waits(14));
  expect(patient.part().outcome).toBe('pass');
});

test('a leak moved into buffers is still a leak', () => {
  const { part } = run(rising(1_000).map((external) => ({ heapUsed: 10_000, external })));
  expect({ outcome: part.outcome, measure: part.measure }).toEqual({ outcome: 'fail', measure: 'external' });
});

test.each(['native', 'disk'] as const)('nor is one that moved out of V8: %s', (measure) => {
  const { part } = run(rising(1_500).map((grown) => ({ heapUsed: 10_000, [measure]: grown })));
  expect({ outcome: part.outcome, measure: part.measure }).toEqual({ outcome: 'fail', measure });
});

test('what an allocator takes in one round and not in another accuses nobody', () => {
  const native = [10_000, 14_000, 14_200, 17_000, 17_100, 17_200, 21_000];
  const { part } = run(native.map((grown) => ({ heapUsed: 10_000, native: grown })));
  expect(part.outcome).toBe('pass');
});

test('nor does what a rest gives back, where rounds on a busy machine piled it up', () => {
  const native = [64_100, 66_500, 69_000, 72_200, 73_800, 75_500, 77_500];
  const { trial, part } = run(native.map((grown) => ({ heapUsed: 10_000, native: grown })));
  expect(part).toMatchObject({ outcome: 'fail', measure: 'native' });
  trial.noteRest(inBytes({ heapUsed: 10_000, native: 66_100 }));
  expect(trial.part().outcome).toBe('pass');
});

test('a bound once reached is not asked for again after a rest that another measure needed', () => {
  const bounded = [10_000, 15_000, 20_000, 20_000, 20_010, 20_020, 20_030];
  const filled = (native: number) => bounded.map((heapUsed, round) => ({ heapUsed, native: round * native }));
  const { trial, part } = run(filled(2_000));
  expect(part).toMatchObject({ outcome: 'fail', measure: 'native' });
  trial.noteRest(inBytes({ heapUsed: 20_030, native: 1_000 }));
  expect(trial.part().outcome).toBe('pass');
  const { trial: leaking } = run(filled(2_000));
  leaking.noteRest(inBytes({ heapUsed: 20_030, native: 11_000 }));
  expect(leaking.part()).toMatchObject({ outcome: 'fail', measure: 'native' });
});

test('a heap that shrank accuses nobody while its pages are still on their way back to the system', () => {
  const judged = (heapExtent?: number) => {
    const trial = new LeakTrial([...ownLimits(acceptance), ...elsewhereLimits(acceptance)], 3, 64);
    for (let round = 0; round <= 3; round++) {
      const reading = inBytes({ heapUsed: 10_000 });
      const heapTotal = HEAP_TOTAL - round * 4 * 1024 * 1024;
      trial.note(round * 100, { ...reading, heapTotal, ...(heapExtent !== undefined && { heapExtent }) });
    }
    return trial.part();
  };
  expect(judged(HEAP_TOTAL).outcome).toBe('pass');
  expect(judged()).toMatchObject({ outcome: 'fail', measure: 'native' });
});

test('nor do Buffers that were let go of, whose memory malloc keeps', () => {
  const MOST = 30 * 1024 * 1024;
  const judged = (extent: { readonly externalExtent?: number }) => {
    const trial = new LeakTrial([...ownLimits(acceptance), ...elsewhereLimits(acceptance)], 3, 64);
    const { footprint, ...reading } = inBytes({ heapUsed: 10_000 });
    for (let round = 0; round <= 3; round++) {
      const held = { ...footprint, anonymous: footprint.anonymous + MOST };
      trial.note(round * 100, { ...reading, footprint: held, external: MOST - round * 8 * 1024 * 1024, ...extent });
    }
    return trial.part();
  };
  expect(judged({ externalExtent: MOST }).outcome).toBe('pass');
  expect(judged({})).toMatchObject({ outcome: 'fail', measure: 'native' });
});

test('a heap that shrinks in the rest does not hide what leaked outside of it', () => {
  const MIB = 1024 * 1024;
  const trial = new LeakTrial([...ownLimits(acceptance), ...elsewhereLimits(acceptance)], 3, 64);
  const extents = { heapExtent: HEAP_TOTAL, externalExtent: 0 };
  const grown = (native: number, heapTotal = HEAP_TOTAL) => {
    const reading = inBytes({ heapUsed: 10_000, native });
    const anonymous = reading.footprint.anonymous - (HEAP_TOTAL - heapTotal);
    return { ...reading, heapTotal, footprint: { ...reading.footprint, anonymous }, ...extents };
  };
  for (let round = 0; round <= 3; round++) trial.note(round * 100, grown(round * 1_500));
  trial.noteRest(grown(3 * 1_500, HEAP_TOTAL - 15 * MIB));
  expect(trial.part()).toMatchObject({ outcome: 'fail', measure: 'native' });
  trial.noteRest(grown(0, HEAP_TOTAL - 15 * MIB));
  expect(trial.part().outcome).toBe('pass');
});

test('native memory comes in lumps: that is no reason to wait for it, what a rest takes away is', () => {
  const lumps = [0, 200, 1_400, 2_600, 4_400, 6_000, 7_600];
  const { trial } = run(lumps.map((native) => ({ heapUsed: 10_000, native })));
  expect(trial.part()).toMatchObject({ outcome: 'fail', measure: 'native' });
  expect(trial.letsGo).toBe(false);
  trial.noteRest(inBytes({ heapUsed: 10_000, native: 6_600 }));
  expect(trial.part().outcome).toBe('fail');
  expect(trial.letsGo).toBe(true);
});

test('where the system does not tell, nothing is held against anybody', () => {
  const trial = new LeakTrial([...ownLimits(acceptance), ...elsewhereLimits(acceptance)], 3, 64);
  for (let round = 0; round <= 3; round++) trial.note(round * 100, { ...memstats(), footprint: null });
  expect(trial.part()).toMatchObject({ outcome: 'pass', measure: 'heapUsed' });
});

test('no further round that would not fit under the ceiling', () => {
  const { rounds, undecided, part } = run(heap(...rising(8_000)), 64);
  expect({ undecided, outcome: part.outcome }).toEqual({ undecided: false, outcome: 'fail' });
  expect(rounds).toBeLessThan(6);
});
