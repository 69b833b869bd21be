import { expect, test } from 'vitest';
import { runRounds } from '#lab/judge/floors.ts';
import { LeakTrial } from '#lab/judge/leak.ts';
import { memstats } from './memstats-fixture.ts';

const ROUND = 100;
const ROUNDS = 3;

/** A service whose load leaves waits and timers behind, each so many that a rest takes away; how often it had one. */
async function rests(left: { readonly waits: number; readonly timers: number }, decides: boolean): Promise<number> {
  let sent = 0;
  let rested = 0;
  const trial = {
    send: (total: number) => Promise.resolve((sent += total)),
    rest: () => Promise.resolve(void rested++),
    floor: () => {
      const promises = sent - rested * left.waits;
      const resources = { all: 0, files: 0, sockets: 0, timers: sent - rested * left.timers };
      return Promise.resolve({ ...memstats({ heapUsed: 0 }), promises, resources });
    },
  };
  const trials = (['promises', 'timers'] as const).map(
    (measure) => new LeakTrial([{ measure, maxPerRequest: 0.05 }], ROUNDS, 64),
  );
  const hall = { trial, warmedUp: () => {}, round: () => {} };
  await runRounds(hall, trials, { warmup: ROUND, requestsPerRound: ROUND, ...(decides && { decisive: trials }) });
  return rested;
}

test('what goes by time is waited for once more', async () => {
  expect(await rests({ waits: 300, timers: 300 }, true)).toBe(2);
});

test('but not beside a fault that lets nothing go, where that decides', async () => {
  expect(await rests({ waits: 300, timers: 0 }, true)).toBe(1);
  expect(await rests({ waits: 300, timers: 0 }, false)).toBe(2);
});

test('a leak is not waited for', async () => {
  expect(await rests({ waits: 0, timers: 0 }, true)).toBe(1);
});
