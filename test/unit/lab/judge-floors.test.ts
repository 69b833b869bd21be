import { expect, onTestFinished, test, vi } from 'vitest';
import { hearFloors, runRounds, type FloorTerms } from '#lab/judge/floors.ts';
import { LeakTrial } from '#lab/judge/leak.ts';
import { memstats } from './memstats-fixture.ts';

const ROUND = 100;
const ROUNDS = 3;

/** A service whose load leaves waits and timers behind, each so many that a rest takes away; how often it had one. */
async function rests(left: { readonly waits: number; readonly timers: number }, decides: boolean): Promise<number> {
  let sent = 0;
  let rested = 0;
  const trial = {
    brokeItsWord: false,
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

test('what varies within its limit is no reason to wait for a leak', async () => {
  const sent: number[] = [];
  let rested = 0;
  const total = (): number => sent.reduce((sum, each) => sum + each, 0);
  const trial = {
    brokeItsWord: false,
    send: (requests: number) => {
      sent.push(requests);
      return Promise.resolve(total());
    },
    rest: () => Promise.resolve(void rested++),
    // Every other floor is as low as the first one.
    floor: () => {
      const resources = { all: 0, files: 0, sockets: 0, timers: sent.length % 2 };
      return Promise.resolve({ ...memstats({ heapUsed: 0 }), promises: total(), resources });
    },
  };
  const limits = (['promises', 'timers'] as const).map((measure) => ({ measure, maxPerRequest: 0.9 }));
  const hall = { trial, warmedUp: () => {}, round: () => {} };
  await runRounds(hall, [new LeakTrial(limits, ROUNDS, 64)], { warmup: 0, requestsPerRound: 2 });
  expect(rested).toBe(1);
  // And a round of two is not followed by four more rounds' worth.
  expect(sent.at(-1)).toBe(2);
});

/**
 * Each request leaves a wait that goes with the rest, and, where it leaks, something for good: of both memory is held,
 * and a machine that is slow to send lets most of what it sends be done with meanwhile.
 */
async function behindAQueue(kept: number): Promise<readonly string[]> {
  let sent = 0;
  let gone = 0;
  const waiting = (): number => sent - gone;
  const trial = {
    brokeItsWord: false,
    send: (total: number) => {
      // Seven in ten are done with at once.
      gone += 0.7 * total;
      return Promise.resolve((sent += total));
    },
    rest: () => Promise.resolve(void (gone = sent)),
    floor: () =>
      Promise.resolve({ ...memstats({ heapUsed: 20e6 + 7_000 * waiting() + kept * sent }), promises: waiting() }),
  };
  const rounds = { warmup: 600, requestsPerRound: 150, rounds: ROUNDS };
  const terms: readonly FloorTerms[] = [
    { ...rounds, measure: 'promises', maxPerRequest: 0.05 },
    { ...rounds, measure: 'heapUsed', maxPerRequest: 700 },
  ];
  const hall = { trial, scenario: { ceilingMiB: 96 }, warmedUp: () => {}, round: () => {} };
  return (await hearFloors(hall, terms)).map(({ outcome }) => outcome);
}

test('memory behind a queue that a rest empties is compared with an empty queue', async () => {
  expect(await behindAQueue(1_600)).toEqual(['pass', 'fail']);
  expect(await behindAQueue(0)).toEqual(['pass', 'pass']);
});

/** How many requests a warm-up of 600 sends, of a service that takes so long for each. */
async function warmedUpWith(brokeItsWord: boolean, msPerRequest: number): Promise<number | undefined> {
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(() => void vi.useRealTimers());
  let sent = 0;
  const looks: number[] = [];
  const trial = {
    brokeItsWord,
    send: (total: number) => {
      vi.advanceTimersByTime(total * msPerRequest);
      return Promise.resolve((sent += total));
    },
    rest: () => Promise.resolve(),
    floor: () => {
      looks.push(sent);
      return Promise.resolve(memstats({ heapUsed: 0 }));
    },
  };
  const trials = [new LeakTrial([{ measure: 'heapUsed', maxPerRequest: 1 }], ROUNDS, 64)];
  const hall = { trial, warmedUp: () => {}, round: () => {} };
  await runRounds(hall, trials, { warmup: 600, requestsPerRound: ROUND });
  return looks[0];
}

test('who broke a promise and is slow is warmed up no further', async () => {
  expect(await warmedUpWith(true, 16)).toBe(150);
  expect(await warmedUpWith(true, 10)).toBe(600);
  expect(await warmedUpWith(false, 16)).toBe(600);
});
