/** What one request costs: bytes allocated, or CPU time against a simple request to the original. */
import type { CostPart } from '../judgement.ts';
import type { AllocationAcceptance, CpuAcceptance, LabResponse, Load } from '../scenario.ts';
import { isClear, isSettled, median } from '../slope.ts';
import type { Hall } from './hall.ts';
import type { Trial } from './trial.ts';

/** A simple request takes so little that more of them are needed for a figure that repeats. */
const BASELINES = 4;

export async function hearAllocations(hall: Hall, acceptance: AllocationAcceptance): Promise<CostPart> {
  const { trial } = hall;
  const max = acceptance.maxPerRequest;
  const rounds = await rounded(hall, acceptance, max, async (send) => {
    const before = await trial.spent('allocated');
    await send(acceptance.requestsPerRound);
    return ((await trial.spent('allocated')) - before) / acceptance.requestsPerRound;
  });
  return costPart('allocations', rounds, max);
}

export async function hearCpu(hall: Hall, acceptance: CpuAcceptance): Promise<CostPart> {
  const { trial, reference, scenario } = hall;
  if (reference === null) throw new Error('there is no original to compare with');
  const concurrency = BASELINES * scenario.load.concurrency;
  const baseline = { request: acceptance.baseline.bind(acceptance), concurrency };
  const total = BASELINES * acceptance.requestsPerRound;
  await reference.sendAside(baseline, BASELINES * acceptance.warmup);
  // Right after each other, so that what else the machine does at the moment weighs on both.
  const max = acceptance.maxTimesBaseline;
  const rounds = await rounded(hall, acceptance, max, async (send) => {
    const simple = await costOf(reference, () => reference.sendAside(baseline, total));
    const judged = await costOf(trial, () => send(acceptance.requestsPerRound));
    return judged / acceptance.requestsPerRound / (Math.max(1, simple) / total);
  });
  return costPart('cpu', rounds, max);
}

/** Microseconds of CPU of all threads that the work took. */
async function costOf(trial: Trial, work: () => Promise<unknown>): Promise<number> {
  const before = await trial.spent('processCpu');
  await work();
  return (await trial.spent('processCpu')) - before;
}

type Send = (total: number) => Promise<unknown>;

async function rounded(
  { trial, scenario, warmedUp, round }: Hall,
  acceptance: AllocationAcceptance | CpuAcceptance,
  max: number,
  measure: (send: Send) => Promise<number>,
): Promise<number[]> {
  const send =
    acceptance.signal === 'cpu' && acceptance.pick
      ? sendPicked(trial, scenario.load, acceptance.pick)
      : (total: number) => trial.send(total);
  warmedUp();
  await send(acceptance.warmup);
  // Not for the figure: whoever reads the conduct expects readings after GCs, at both ends.
  await trial.floor();
  const figures: number[] = [];
  const isDecided = (): boolean => isSettled(figures, acceptance.rounds, max) || isClear(figures, max);
  for (let number = 1; number <= acceptance.rounds && !isDecided(); number++) {
    round(number, acceptance.rounds);
    figures.push(await measure(send));
  }
  await trial.floor();
  return figures;
}

/** Each call goes on where the last one ended: nobody is asked the same twice. */
function sendPicked(trial: Trial, load: Load, pick: (n: number) => number): Send {
  const picked = {
    request: (n: number) => load.request(pick(n)),
    right: (n: number, response: LabResponse) => load.right?.(pick(n), response) ?? response.status < 400,
    concurrency: load.concurrency,
  };
  let next = 0;
  return async (total) => {
    next = await trial.sendAside(picked, total, next);
  };
}

function costPart(signal: CostPart['signal'], rounds: readonly number[], max: number): CostPart {
  const perRequest = median(rounds);
  return { name: 'leak', signal, outcome: perRequest < max ? 'pass' : 'fail', rounds, perRequest, max };
}
