/** How often nobody is answered: the ready path, asked again and again under load. */
import { setTimeout as delay } from 'node:timers/promises';
import type { StallPart } from '../judgement.ts';
import type { StallAcceptance } from '../scenario.ts';
import { median } from '../slope.ts';
import { during } from './during.ts';
import type { Hall } from './hall.ts';

const PROBE_EVERY_MS = 20;

export async function hearStalls(
  { trial, scenario, warmedUp, round }: Hall,
  acceptance: StallAcceptance,
): Promise<StallPart> {
  const { thresholdMs } = acceptance;
  const { concurrency } = scenario.load;
  warmedUp();
  await trial.send(acceptance.warmup, { concurrency });
  await trial.floor();
  const rounds: number[] = [];
  let longestMs = 0;
  for (let number = 1; number <= acceptance.rounds; number++) {
    round(number, acceptance.rounds);
    const waits: number[] = [];
    const work = () => trial.send(acceptance.requestsPerRound, { concurrency });
    await during(work, async () => {
      waits.push(await trial.knock(scenario.readyPath));
      await delay(PROBE_EVERY_MS);
    });
    rounds.push(waits.filter((wait) => wait > thresholdMs).length);
    longestMs = Math.max(longestMs, ...waits);
  }
  await trial.floor();
  const stalls = median(rounds);
  const max = acceptance.maxPerRound;
  return {
    name: 'leak',
    signal: 'stalls',
    outcome: stalls <= max ? 'pass' : 'fail',
    rounds,
    thresholdMs,
    longestMs: Math.round(longestMs),
    max,
  };
}
