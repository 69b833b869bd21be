/** What stays after each round, however long one waits: faults that are told by the slope of a floor. */
import type { SlopePart } from '../judgement.ts';
import type { Rounds } from '../scenario.ts';
import type { Hall } from './hall.ts';
import { elsewhereLimits, LeakTrial, ownLimits, type SlopeTerms } from './leak.ts';

/** A fix that lets go by time, not by number, is never level under load. By then it has let go of the first ones … */
const FIRST_GONE_MS = 4_500;
/** A slow load is over later than that, with as much let go as came in: only without any load does it show. */
const SHORTEST_REST_MS = 1_500;
/** … and, if it has, it gets this long for the last ones. A leak is not waited for. */
const REST_MS = 4_000;
/** Who looks for what is over only when something comes gets something: too little to be seen in what is left. */
const TRICKLE = 8;

export type FloorTerms = SlopeTerms & Omit<Rounds, 'why'>;

/** One part for each of the terms. They share their rounds: what one request leaves behind is there for all to see. */
export async function hearFloors(hall: Hall, terms: readonly FloorTerms[]): Promise<readonly SlopePart[]> {
  const { trial, scenario } = hall;
  const most = (figure: (terms: FloorTerms) => number): number => Math.max(...terms.map(figure));
  const rounds = most((each) => each.rounds);
  const own = terms.map((each) => new LeakTrial(ownLimits(each), rounds, scenario.ceilingMiB));
  // Who left what is elsewhere nobody can tell: it is asked for once nothing stays where it was.
  const elsewhere = terms.map((each) => new LeakTrial(elsewhereLimits(each), rounds, scenario.ceilingMiB));
  const trials = [...own, ...elsewhere];
  const look = async (requests: number): Promise<void> => {
    const floor = await trial.floor();
    for (const each of trials) each.note(requests, floor);
  };

  hall.warmedUp();
  await look(await trial.send(most((each) => each.warmup)));
  const began = performance.now();
  for (let number = 1; trials.some(({ undecided }) => undecided); number++) {
    hall.round(number, trials[0]?.maxRounds ?? number);
    await look(await trial.send(most((each) => each.requestsPerRound)));
  }
  const failing = trials.filter((each) => each.part().outcome === 'fail');
  const rest = async (milliseconds: number): Promise<void> => {
    await trial.rest(milliseconds);
    await trial.send(TRICKLE);
    const floor = await trial.floor();
    for (const each of trials) each.noteRest(floor);
  };
  if (failing.length > 0) {
    await rest(Math.max(began + FIRST_GONE_MS - performance.now(), SHORTEST_REST_MS));
    if (failing.some(({ letsGo }) => letsGo)) await rest(REST_MS);
  }

  const parts = own.map((each) => each.part());
  const moved = elsewhere.map((each) => each.part()).find(({ outcome }) => outcome === 'fail');
  return moved === undefined || parts.some(({ outcome }) => outcome === 'fail') ? parts : [moved, ...parts.slice(1)];
}
