/** What one request costs: bytes allocated, or CPU time against a baseline of the same run. */
import type { CostPart } from '../judgement.ts';
import type { AllocationAcceptance, CpuAcceptance } from '../scenario.ts';
import { median } from '../slope.ts';
import type { Hall } from './hall.ts';

export async function hearAllocations(hall: Hall, acceptance: AllocationAcceptance): Promise<CostPart> {
  const { trial } = hall;
  const rounds = await rounded(hall, acceptance, async () => {
    const before = await trial.spent('allocated');
    await trial.send(acceptance.requestsPerRound);
    return ((await trial.spent('allocated')) - before) / acceptance.requestsPerRound;
  });
  return costPart('allocations', rounds, acceptance.maxPerRequest);
}

export async function hearCpu(hall: Hall, acceptance: CpuAcceptance): Promise<CostPart> {
  const { trial, scenario } = hall;
  const request = acceptance.baseline.bind(acceptance);
  // Right after each other, so that what else the machine does at the moment weighs on both.
  const rounds = await rounded(hall, acceptance, async () => {
    const start = await trial.spent('processCpu');
    await trial.sendAside({ request, concurrency: scenario.load.concurrency }, acceptance.requestsPerRound);
    const between = await trial.spent('processCpu');
    await trial.send(acceptance.requestsPerRound);
    return ((await trial.spent('processCpu')) - between) / Math.max(1, between - start);
  });
  return costPart('cpu', rounds, acceptance.maxTimesBaseline);
}

async function rounded(
  { trial, warmedUp, round }: Hall,
  acceptance: { readonly warmup: number; readonly rounds: number },
  measure: () => Promise<number>,
): Promise<number[]> {
  warmedUp();
  await trial.send(acceptance.warmup);
  // Not for the figure: whoever reads the conduct expects readings after GCs, at both ends.
  await trial.floor();
  const figures: number[] = [];
  for (let number = 1; number <= acceptance.rounds; number++) {
    round(number, acceptance.rounds);
    figures.push(await measure());
  }
  await trial.floor();
  return figures;
}

function costPart(signal: CostPart['signal'], rounds: readonly number[], max: number): CostPart {
  const perRequest = median(rounds);
  return { name: 'leak', signal, outcome: perRequest < max ? 'pass' : 'fail', rounds, perRequest, max };
}
