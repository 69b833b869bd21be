/** A fix of what was no leak can be one: pools without a bound, answers kept for ever, threads that nobody ends. */
import type { FaultPart, SlopePart } from '../judgement.ts';
import type { Acceptance } from '../scenario.ts';
import { runRounds } from './floors.ts';
import type { Hall } from './hall.ts';
import { LeakTrial, type Limit } from './leak.ts';
import { inBytes } from './measure.ts';

/** The name of the fault, where a verdict has several. */
export const LEFTOVERS = 'Memória que não volta';

type Costly = Exclude<FaultPart['signal'], 'slope'>;

interface Look {
  /** Rounds of the scenario's own that make one here. */
  readonly size: number;
  /** So many of these must be level. */
  readonly rounds: number;
}

/**
 * Where a request is small, what is kept of it takes many to stand out; a large one fills the heap in a few, or computes
 * for a second.
 */
const LOOKS: Readonly<Record<Costly, Look>> = {
  allocations: { size: 1, rounds: 3 },
  cpu: { size: 4, rounds: 3 },
  peak: { size: 2, rounds: 3 },
  stalls: { size: 1, rounds: 2 },
};
const KIB = 1024;
/** Of a round. Coarse: the question is whether somebody keeps what passes through, not how well. */
const MOST_KEPT: Readonly<Record<'heapUsed' | 'external' | 'native' | 'disk', number>> = {
  // With nothing kept, a round left up to 34 KiB.
  heapUsed: 256 * KIB,
  external: 1024 * KIB,
  // A thread for each request that ends left up to 0.45 MiB; one that stays, 26 MiB.
  native: 16 * 1024 * KIB,
  disk: 1024 * KIB,
};

export interface Leftovers {
  readonly requestsPerRound: number;
  readonly rounds: number;
  /** Whether more may be under way at once than the learner's own load has. */
  readonly hasty: boolean;
  /** Index of the load that nothing was picked from yet: what was asked before may be remembered. */
  readonly from: number;
  /** What is looked at under load, and could be left open by some of the requests only. */
  readonly counts: readonly Limit[];
}

/** Of a request: closed in one path and not in another is not closed. */
const MOST_OPEN = 0.5;

/** `null` where the scenario looks at memory itself. */
export function leftoversOf(acceptance: Acceptance): Leftovers | null {
  const faults = acceptance.signal === 'several' ? acceptance.faults.map((fault) => fault.acceptance) : [acceptance];
  const sizes: number[] = [];
  let rounds = 0;
  let hasty = true;
  let from = 0;
  const counts: Limit[] = [];
  for (const fault of faults) {
    if (fault.signal === 'not-a-leak' || (fault.signal === 'slope' && inBytes(fault.measure))) return null;
    if (fault.signal === 'slope') continue;
    const look = LOOKS[fault.signal];
    sizes.push(fault.requestsPerRound * look.size);
    rounds = Math.max(rounds, look.rounds);
    hasty &&= fault.signal === 'allocations' || fault.signal === 'cpu';
    if (fault.signal === 'peak') counts.push({ measure: fault.measure, maxPerRequest: MOST_OPEN });
    if (fault.signal !== 'cpu' || fault.pick === undefined) continue;
    from = Math.max(from, fault.pick(fault.warmup + fault.rounds * fault.requestsPerRound));
  }
  return sizes.length === 0 ? null : { requestsPerRound: Math.max(...sizes), rounds, hasty, from, counts };
}

/** Of the load, as it goes on: does the floor stay where it is? */
export async function hearLeftovers(
  hall: Hall,
  { requestsPerRound, rounds, hasty, from, counts }: Leftovers,
): Promise<SlopePart> {
  const { load, ceilingMiB } = hall.scenario;
  const kept: Limit[] = (['heapUsed', 'external', 'native', 'disk'] as const).map((measure) => ({
    measure,
    maxPerRequest: Math.round(MOST_KEPT[measure] / requestsPerRound),
  }));
  const trial = new LeakTrial([...counts, ...kept], rounds, ceilingMiB);
  hall.trial.skipTo(from);
  await runRounds(hall, [trial], {
    // What was heard before has warmed it up.
    warmup: 0,
    requestsPerRound,
    // What is looked for at a certain crowd, or in a loop, was never promised for a larger one.
    ...(!hasty && { concurrency: load.concurrency }),
  });
  return trial.part();
}
