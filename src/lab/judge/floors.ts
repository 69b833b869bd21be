/** What stays after each round, however long one waits: faults that are told by the slope of a floor. */
import type { SlopePart } from '../judgement.ts';
import type { Rounds, Scenario } from '../scenario.ts';
import type { Hall } from './hall.ts';
import { elsewhereLimits, LeakTrial, ownLimits, type SlopeTerms } from './leak.ts';
import { inBytes } from './measure.ts';
import type { Trial } from './trial.ts';

/** A fix that lets go by time, not by number, is never level under load. By then it has let go of the first ones … */
const FIRST_GONE_MS = 4_500;
/** A slow load is over later than that, with as much let go as came in: only without any load does it show. */
const SHORTEST_REST_MS = 1_500;
/** … and, if it has, it gets this long for the last ones. A leak is not waited for. */
const REST_MS = 4_000;
/** Who looks for what is over only when something comes gets something: at most so much, and no more than in a round. */
const TRICKLE = 8;

/** A service that broke a promise is warmed up in so many parts, and no further once it takes this long for one of them. */
const WARMUP_PARTS = 4;
const SLOW_PART_MS = 2_000;

/** Times the limit. Beyond, nobody need look again: and a thread that keeps so much would soon have no room for it. */
const MOST_DOUBTFUL = 2;

export type FloorTerms = SlopeTerms & Omit<Rounds, 'why'>;

/** What the rounds need of a hall. */
export type FloorHall = Pick<Hall, 'warmedUp' | 'round'> & {
  readonly trial: Pick<Trial, 'brokeItsWord' | 'send' | 'floor' | 'rest'>;
};

/** What is judged by them needs this of it. */
export type SlopeHall = FloorHall & { readonly scenario: Pick<Scenario, 'ceilingMiB'> };

/** One part for each of the terms. They share their rounds: what one request leaves behind is there for all to see. */
export async function hearFloors(hall: SlopeHall, terms: readonly FloorTerms[]): Promise<readonly SlopePart[]> {
  const { scenario } = hall;
  const most = (figure: (terms: FloorTerms) => number): number => Math.max(...terms.map(figure));
  const rounds = most((each) => each.rounds);
  const own = terms.map((each) => new LeakTrial(ownLimits(each), rounds, scenario.ceilingMiB));
  // Who left what is elsewhere nobody can tell: it is asked for once nothing stays where it was.
  const elsewhere = terms.map((each) => new LeakTrial(elsewhereLimits(each), rounds, scenario.ceilingMiB));
  await runRounds(hall, [...own, ...elsewhere], {
    warmup: most((each) => each.warmup),
    requestsPerRound: most((each) => each.requestsPerRound),
    decisive: own,
  });

  const heard = own.map((each) => each.part());
  if (heard.some(hasFailed)) return heard;
  const parts = own.some(({ isEmptied }) => isEmptied) ? await hearMemoryAgain(hall, terms, heard) : heard;
  if (parts.some(hasFailed)) return parts;
  const seen = elsewhere.map((each) => each.part()).find(hasFailed);
  const moved = seen && isDoubtful(seen) ? await hearAgain(hall, terms, rounds) : seen;
  return moved === undefined ? parts : [moved, ...parts.slice(1)];
}

/**
 * Does memory of its own pass beside a count that only the rest emptied? What it was compared with, after the warm-up,
 * held what was counted then, and something else may have taken its place (seen, with fifteen others on two cores: a
 * queue of 242 waits gone, 150 timers' panels there, and 0.1 MiB between them). After a rest neither holds any.
 */
async function hearMemoryAgain(
  { trial, scenario }: SlopeHall,
  terms: readonly FloorTerms[],
  heard: readonly SlopePart[],
): Promise<readonly SlopePart[]> {
  const memory = terms.map((each) => (inBytes(each.measure) ? each : null));
  if (memory.every((each) => each === null)) return heard;
  const before = await trial.floor();
  const from = await trial.send(0);
  const to = await trial.send(Math.max(...terms.map(({ rounds, requestsPerRound }) => rounds * requestsPerRound)));
  await trial.rest(REST_MS);
  await trial.send(TRICKLE);
  const after = await trial.floor();
  return heard.map((part, index) => {
    const limits = memory[index];
    if (!limits) return part;
    const again = new LeakTrial(ownLimits(limits), 1, scenario.ceilingMiB);
    again.note(from, before);
    again.note(to, after);
    return hasFailed(again.part()) ? again.part() : part;
  });
}

/**
 * Is memory elsewhere as it was? A process that is right takes some native memory in each of its first rounds, and on a
 * busy machine in so many that it looks like a leak (seen: 1.0 MiB in each of six, of 64 MiB): twice as many rounds
 * as must be level tell them apart.
 * @returns the part that fails, if one does.
 */
async function hearAgain(
  hall: SlopeHall,
  terms: readonly FloorTerms[],
  rounds: number,
): Promise<SlopePart | undefined> {
  const trials = terms.map((each) => new LeakTrial(elsewhereLimits(each), 2 * rounds, hall.scenario.ceilingMiB, 1));
  const requestsPerRound = Math.max(...terms.map((each) => each.requestsPerRound));
  const quietly: SlopeHall = { ...hall, warmedUp: () => {}, round: () => {} };
  await runRounds(quietly, trials, { warmup: requestsPerRound, requestsPerRound });
  return trials.map((each) => each.part()).find(hasFailed);
}

function isDoubtful({ perRequest, maxPerRequest }: SlopePart): boolean {
  return perRequest < MOST_DOUBTFUL * maxPerRequest;
}

function hasFailed({ outcome }: SlopePart): boolean {
  return outcome === 'fail';
}

export interface FloorRounds {
  readonly warmup: number;
  readonly requestsPerRound: number;
  /** As many as a verdict in haste sends, unless told. */
  readonly concurrency?: number;
  /**
   * Of the trials, those whose failure nothing can undo: while one of them lets nothing go, nobody waits for the others.
   * Else a queue that a clock empties would be gone by then, on a machine that fills it slowly.
   */
  readonly decisive?: readonly LeakTrial[];
}

/** Rounds of load, each with a look at its floor, until all trials are decided; then a rest where one of them failed. */
export async function runRounds(
  { trial, warmedUp, round }: FloorHall,
  trials: readonly LeakTrial[],
  { warmup, requestsPerRound, concurrency, decisive = [] }: FloorRounds,
): Promise<void> {
  const send = (total: number): Promise<number> => trial.send(total, concurrency === undefined ? {} : { concurrency });
  const look = async (requests: number): Promise<void> => {
    const floor = await trial.floor();
    for (const each of trials) each.note(requests, floor);
  };

  warmedUp();
  if (trials.some(({ counts }) => counts)) {
    const start = await trial.floor();
    for (const each of trials) each.noteStart(start);
  }
  await look(await warmUp(warmup, trial.brokeItsWord ? WARMUP_PARTS : 1, send));
  const began = performance.now();
  for (let number = 1; trials.some(({ undecided }) => undecided); number++) {
    round(number, trials[0]?.maxRounds ?? number);
    await look(await send(requestsPerRound));
  }
  const failing = trials.filter((each) => hasFailed(each.part()));
  const rest = async (milliseconds: number): Promise<void> => {
    await trial.rest(milliseconds);
    await send(Math.min(TRICKLE, requestsPerRound));
    const floor = await trial.floor();
    for (const each of trials) each.noteRest(floor);
  };
  if (failing.length > 0) {
    await rest(Math.max(began + FIRST_GONE_MS - performance.now(), SHORTEST_REST_MS));
    const isLost = failing.some((each) => decisive.includes(each) && !each.letsGo);
    if (!isLost && failing.some(({ letsGo }) => letsGo)) await rest(REST_MS);
  }
}

/**
 * All of it, unless a part of it is slow. Who lets everybody wait for a place has no cache to fill, and a verdict on that
 * took 20.9 s; with a quarter of its warm-up, 13.6 s.
 */
async function warmUp(total: number, parts: number, send: (total: number) => Promise<number>): Promise<number> {
  const size = Math.ceil(total / parts);
  for (let left = total; ; left -= size) {
    const began = performance.now();
    const requests = await send(Math.min(size, left));
    if (left <= size || performance.now() - began > SLOW_PART_MS) return requests;
  }
}
