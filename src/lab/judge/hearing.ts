/** The first part of a verdict: is the fault gone? Each kind of fault is looked for in its own way. */
import type { LeakPart, VerdictProgress } from '../judgement.ts';
import type { Scenario } from '../scenario.ts';
import { hearAllocations, hearCpu } from './cost.ts';
import { LeakTrial, type SlopeTerms } from './leak.ts';
import { hearPeak } from './peak.ts';
import { hearStalls } from './stalls.ts';
import type { Trial } from './trial.ts';

/** A fix that lets go by time, not by number, is never level under load: it gets this long to let go. */
const REST_MS = 4_000;

/** Rejects when the process stops answering on the way. */
export function hearFault(
  trial: Trial,
  scenario: Scenario,
  onProgress: (progress: VerdictProgress) => void,
): Promise<LeakPart> {
  const { acceptance } = scenario;
  const hall: Hall = {
    trial,
    scenario,
    warmedUp: () => onProgress({ step: 'warmup', fraction: 0.2 }),
    round: (done, of) => onProgress({ step: 'round', fraction: 0.2 + (0.7 * done) / of }),
  };
  switch (acceptance.signal) {
    case 'slope':
    case 'not-a-leak':
      return hearSlope(hall, acceptance);
    case 'peak':
      return hearPeak(hall, acceptance);
    case 'allocations':
      return hearAllocations(hall, acceptance);
    case 'cpu':
      return hearCpu(hall, acceptance);
    case 'stalls':
      return hearStalls(hall, acceptance);
  }
}

/** What every hearing works with. */
export interface Hall {
  readonly trial: Trial;
  readonly scenario: Scenario;
  /** Tells that the warm-up begins, and each round. */
  warmedUp(): void;
  round(done: number, of: number): void;
}

async function hearSlope(
  { trial, scenario, warmedUp, round }: Hall,
  acceptance: SlopeTerms & { readonly warmup: number; readonly requestsPerRound: number },
): Promise<LeakPart> {
  const leak = new LeakTrial(acceptance, scenario.ceilingMiB);
  warmedUp();
  leak.note(await trial.send(acceptance.warmup), await trial.floor());
  for (let number = 1; leak.undecided; number++) {
    round(number, leak.maxRounds);
    leak.note(await trial.send(acceptance.requestsPerRound), await trial.floor());
  }
  if (leak.part().outcome === 'fail') {
    await trial.rest(REST_MS);
    leak.noteRest(await trial.floor());
  }
  return leak.part();
}
