/** What is open at once under load, and gone after it: no floor shows it, so it is looked at meanwhile. */
import type { PeakPart } from '../judgement.ts';
import type { PeakAcceptance } from '../scenario.ts';
import type { Hall } from './hall.ts';
import { valueOf } from './measure.ts';

export async function hearPeak(
  { trial, scenario, warmedUp, round }: Hall,
  acceptance: PeakAcceptance,
): Promise<PeakPart> {
  const { measure } = acceptance;
  const { concurrency } = scenario.load;
  warmedUp();
  await trial.send(acceptance.warmup, { concurrency });
  const rest = valueOf(await trial.floor(), measure);
  const peaks: number[] = [];
  const left: number[] = [];
  for (let number = 1; number <= acceptance.rounds; number++) {
    round(number, acceptance.rounds);
    const readings = await trial.watch(() => trial.send(acceptance.requestsPerRound, { concurrency }));
    peaks.push(Math.max(...readings.map((reading) => valueOf(reading, measure))));
    left.push(valueOf(await trial.floor(), measure));
  }
  const max = acceptance.maxPerConcurrent * concurrency;
  // The highest, and not the median: readings can miss a peak, never invent one.
  const highest = Math.max(...peaks, ...left) - rest;
  return {
    name: 'leak',
    signal: 'peak',
    outcome: highest <= max ? 'pass' : 'fail',
    measure,
    rest,
    peaks,
    left,
    concurrency,
    max,
  };
}
