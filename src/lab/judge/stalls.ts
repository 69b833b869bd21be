/** How much of the time nobody could be answered: by the turns of the event loop, as the lab's own thread saw them. */
import { BLOCK_THRESHOLD_MS } from '../child-env.ts';
import type { StallPart } from '../judgement.ts';
import type { StallAcceptance } from '../scenario.ts';
import { isSettled, median } from '../slope.ts';
import type { Hall } from './hall.ts';
import type { Turns } from './trial.ts';

/**
 * A fix, or a fast machine, is done sooner: then more is sent. In less time than this one hiccup would be a large share
 * of it, and a pause within it would dilute what is stuck the more, the faster the machine.
 */
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
  const max = acceptance.maxShare;
  for (let number = 1; number <= acceptance.rounds && !isSettled(rounds, acceptance.rounds, max); number++) {
    round(number, acceptance.rounds);
    const began = performance.now();
    do await trial.send(acceptance.requestsPerRound, { concurrency });
    while (performance.now() - began < MIN_ROUND_MS);
    await trial.rest(ONE_MORE_TURN_MS);
    const turns = await trial.turns();
    rounds.push(stuckShare(last, turns));
    last = turns;
  }
  await trial.floor();
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

/**
 * Of the time in which there was something to do: who sends the load waits for the machine too, and a loop that waits for
 * its next request is free. (With ten labs under load at once on two cores, stalls of 72 % and more were told as 37 to
 * 53.)
 */
export function stuckShare(before: Turns, after: Turns): number {
  const elapsedMs = after.elapsedMs - before.elapsedMs;
  const computedMs = after.computedMs - before.computedMs;
  const ofMs = Math.min(elapsedMs, Math.max(computedMs, MIN_ROUND_MS + ONE_MORE_TURN_MS));
  return Math.min(1, (after.overMs - before.overMs) / Math.max(1, ofMs));
}
