/** The first part of a verdict: is the fault gone? Each kind of fault is looked for in its own way. */
import type { FaultPart, LeakPart, SeveralPart, VerdictProgress } from '../judgement.ts';
import type { FaultAcceptance, Scenario, SeveralAcceptance } from '../scenario.ts';
import { hearAllocations, hearCpu } from './cost.ts';
import { hearFloors } from './floors.ts';
import type { Hall } from './hall.ts';
import { hearLeftovers, LEFTOVERS, leftoversOf } from './leftovers.ts';
import { hearPeak } from './peak.ts';
import { hearStalls } from './stalls.ts';
import type { Trial } from './trial.ts';

/** Rejects when the process stops answering on the way. */
export async function hearFault(
  trial: Trial,
  reference: Trial | null,
  scenario: Scenario,
  onProgress: (progress: VerdictProgress) => void,
): Promise<LeakPart> {
  const { acceptance } = scenario;
  const hall = (from: number, to: number): Hall => ({
    trial,
    reference,
    scenario,
    warmedUp: () => onProgress({ step: 'warmup', fraction: from }),
    round: (done, of) => onProgress({ step: 'round', fraction: from + ((to - from) * done) / of }),
  });
  const part =
    acceptance.signal === 'several'
      ? await hearSeveral(hall, acceptance)
      : await hearOne(
          hall(BEGIN, END),
          acceptance.signal === 'not-a-leak' ? { ...acceptance, signal: 'slope' } : acceptance,
        );
  const leftovers = leftoversOf(acceptance);
  // Where the verdict is against it already, nobody waits.
  if (part.outcome === 'fail' || trial.helpers > 0 || leftovers === null) return part;
  const left = await hearLeftovers({ ...hall(END, AFTER), warmedUp: () => {} }, leftovers);
  if (left.outcome === 'pass') return part;
  if (part.signal !== 'several') return left;
  return { ...part, outcome: 'fail', faults: [...part.faults, { name: LEFTOVERS, part: left }] };
}

/** Of a verdict's time, as it is shown. */
const BEGIN = 0.2;
const END = 0.85;
const AFTER = 0.95;

async function hearOne(hall: Hall, acceptance: FaultAcceptance): Promise<FaultPart> {
  switch (acceptance.signal) {
    case 'slope': {
      const [part] = await hearFloors(hall, [acceptance]);
      if (part === undefined) throw new Error('a hearing without an outcome');
      return part;
    }
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

/** Those told by a slope first and together; the others after them, each by itself. */
async function hearSeveral(
  hall: (from: number, to: number) => Hall,
  { faults }: SeveralAcceptance,
): Promise<SeveralPart> {
  const slopes = faults.flatMap(({ acceptance }) => (acceptance.signal === 'slope' ? [acceptance] : []));
  const steps = faults.length - slopes.length + (slopes.length > 0 ? 1 : 0);
  const place = (step: number): number => BEGIN + ((END - BEGIN) * step) / steps;
  const heard = new Map<FaultAcceptance, FaultPart>();
  let step = 0;
  if (slopes.length > 0) {
    const parts = await hearFloors(hall(place(step), place(++step)), slopes);
    parts.forEach((part, index) => slopes[index] && heard.set(slopes[index], part));
  }
  for (const { acceptance } of faults) {
    if (acceptance.signal === 'slope') continue;
    heard.set(acceptance, await hearOne(hall(place(step), place(++step)), acceptance));
  }
  const parts = faults.flatMap(({ name, acceptance }) => {
    const part = heard.get(acceptance);
    return part === undefined ? [] : [{ name, part }];
  });
  const outcome = parts.every(({ part }) => part.outcome === 'pass') ? 'pass' : 'fail';
  return { name: 'leak', signal: 'several', outcome, faults: parts };
}
