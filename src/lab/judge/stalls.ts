/** How much of the time nobody could be answered: by the turns of the event loop, as the lab's own thread saw them. */
import { BLOCK_THRESHOLD_MS } from '../child-env.ts';
import type { StallPart } from '../judgement.ts';
import type { StallAcceptance } from '../scenario.ts';
import { median } from '../slope.ts';
import type { Hall } from './hall.ts';

/** A fix may be done sooner; in less time than this, one hiccup would be a large share of it. */
const MIN_ROUND_MS = 400;
/** Until the loop has turned once more, and the last turn is known. */
const ONE_MORE_TURN_MS = 2 * BLOCK_THRESHOLD_MS;

export async function hearStalls(
  { trial, scenario, warmedUp, round }: Hall,
  acceptance: StallAcceptance,
): Promise<StallPart> {
  const { concurrency } = scenario.load;
  warmedUp();
  await trial.send(acceptance.warmup, { concurrency });
  // Our own collections hold up the loop as well: what they took is over when the rounds begin.
  await trial.floor();
  await trial.rest(ONE_MORE_TURN_MS);
  const rounds: number[] = [];
  let last = await trial.turns();
  for (let number = 1; number <= acceptance.rounds; number++) {
    round(number, acceptance.rounds);
    await Promise.all([trial.send(acceptance.requestsPerRound, { concurrency }), trial.rest(MIN_ROUND_MS)]);
    await trial.rest(ONE_MORE_TURN_MS);
    const turns = await trial.turns();
    rounds.push((turns.overMs - last.overMs) / Math.max(1, turns.elapsedMs - last.elapsedMs));
    last = turns;
  }
  await trial.floor();
  const max = acceptance.maxShare;
  return {
    name: 'leak',
    signal: 'stalls',
    outcome: median(rounds) <= max ? 'pass' : 'fail',
    rounds,
    thresholdMs: BLOCK_THRESHOLD_MS,
    longestMs: last.longestMs,
    max,
  };
}
