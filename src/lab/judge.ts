/**
 * The verdict on a fix, by what it does: a fresh process, its promises first, then rounds of load with a reading of
 * the floor after each, then what is promised of that load. Nothing is judged by time or by RSS, which vary several-fold
 * between identical runs.
 */
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Lab } from './catalog.ts';
import { deathOf } from './death.ts';
import { FairDeadline } from './fair-deadline.ts';
import { NoAnswer } from './http-exchange.ts';
import { isIdle } from './idle.ts';
import { behaviourPart, stillKept } from './judge/behaviour.ts';
import { cheatingPart } from './judge/cheating.ts';
import { diagnosisPart } from './judge/diagnosis.ts';
import { hearFault } from './judge/hearing.ts';
import { startReference } from './judge/reference.ts';
import { TooSlow, Trial, type TakenProfile } from './judge/trial.ts';
import type { BehaviourPart, CheatingPart, Diagnosis, LeakPart, Verdict, VerdictProgress } from './judgement.ts';
import { launch } from './launch.ts';
import { REQUEST_TIMEOUT_MS } from './load.ts';
import type { Death, Variant } from './run.ts';
import type { ContractCheck, Scenario } from './scenario.ts';
import type { Workspace } from './workspace.ts';

export interface JudgeOptions {
  readonly workspace: Workspace;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: VerdictProgress) => void) | undefined;
  /** Judges this file instead of the variant's. */
  readonly file?: string | undefined;
  /** What the learner says it is. */
  readonly diagnosis?: Diagnosis | undefined;
  /** Gets the profile with the proof, taken when the load is over: of two verdicts, the before and the after. */
  readonly onProfile?: ((taken: TakenProfile) => void) | undefined;
}

type Parts = Extract<Verdict, { kind: 'judged' }>['parts'];

/** A verdict takes about ten seconds. When this is over the service hangs, and waiting longer will not mend it. */
const BUDGET_MS = 90_000;
/** A lab starts in half a second, in two with every core busy: who is not there then does not come. */
const READY_TIMEOUT_MS = 12_000;
/** Of a process that lives: it destroyed the socket, or takes no more of them. */
const HANG_UPS = /^(ECONNRESET|ECONNREFUSED|EPIPE|HPE_.*)$/;
/** A dying process refuses connections a moment before it is seen to have ended. */
const END_SEEN_MS = 1_000;

/** Whatever the code does is a verdict: rejects only when `signal` aborts, or when the scenario itself is at fault. */
export async function judge(lab: Lab, variant: Variant, options: JudgeOptions): Promise<Verdict> {
  const began = performance.now();
  const { scenario } = lab;
  const entry = options.file ?? (await options.workspace.entry(lab, variant));
  const unjudged = (death: Death): Verdict => ({ kind: 'unjudged', variant, death, at: Date.now() });

  options.onProgress?.({ step: 'starting', fraction: 0 });
  // Side by side: nothing is measured yet, and each takes half a second.
  const [launching, comparing] = await Promise.allSettled([
    launch({ scenario, entry, ports: 'any', signal: options.signal, readyTimeoutMs: READY_TIMEOUT_MS }),
    startReference(scenario, () => options.workspace.entry(lab, 'original'), options.signal),
  ]);
  await using original = comparing.status === 'fulfilled' ? comparing.value : null;
  if (launching.status === 'rejected') throw launching.reason;
  if (launching.value.kind === 'dead') return unjudged(launching.value.death);
  await using child = launching.value.process;
  if (comparing.status === 'rejected') throw comparing.reason;
  const gone = new AbortController();
  void child.ended.then(() => gone.abort());
  using budget = new FairDeadline(child.pid, BUDGET_MS);
  const reasonsToStop = [budget.signal, gone.signal, options.signal];
  const signal = AbortSignal.any(reasonsToStop.filter((reason) => reason !== undefined));
  const trial = new Trial(child, scenario, signal);
  const reference = original && new Trial(original, scenario, signal);
  try {
    const sources = await Promise.all([entry, await options.workspace.entry(lab, 'original')].map(readSource));
    const diagnosis = diagnosisPart(scenario, options.diagnosis, sources);
    const heard = await hear(trial, reference, scenario, options.onProgress ?? (() => {}));
    if (options.onProfile !== undefined) {
      // Judged already: a process that now gives no profile changes nothing about it.
      const taken = await trial.leftovers().catch(() => null);
      if (taken !== null) options.onProfile(taken);
    }
    const parts: Parts = diagnosis === undefined ? heard : [...heard, diagnosis];
    // A mistaken suspect does not spoil a good fix; where there is nothing to fix, the answer is all there is.
    const decisive = scenario.acceptance.signal === 'not-a-leak' ? parts : heard;
    const passed = decisive.every(({ outcome }) => outcome === 'pass');
    return { kind: 'judged', variant, passed, parts, at: Date.now(), tookMs: Math.round(performance.now() - began) };
  } catch (error) {
    options.signal?.throwIfAborted();
    if (error instanceof TooSlow) {
      const { afterMs, answered, of } = error;
      return unjudged({ kind: 'slow', afterMs, answered, of });
    }
    if (!signal.aborted && !(error instanceof NoAnswer)) throw error;
    const exit = await Promise.race([child.ended, delay(END_SEEN_MS, null)]);
    if (exit !== null) {
      return unjudged(deathOf(exit, { ceilingMiB: scenario.ceilingMiB, lastHeapUsed: trial.lastHeapUsed }));
    }
    if (!signal.aborted && error instanceof NoAnswer && error.code !== null && HANG_UPS.test(error.code)) {
      return unjudged({ kind: 'hung-up', code: error.code });
    }
    const afterMs = Math.round(performance.now() - trial.lastAnswerAt);
    if (signal.aborted && afterMs < REQUEST_TIMEOUT_MS) {
      // Time is over, and it was answering all the while.
      const { asked, answered } = trial.load;
      return unjudged({ kind: 'slow', afterMs: Math.round(budget.elapsedMs), answered, of: asked });
    }
    return unjudged({ kind: 'stuck', afterMs, ...((await isIdle(child)) === true && { idle: true }) });
  }
}

/** Rejects when the process stops answering on the way. */
async function hear(
  trial: Trial,
  reference: Trial | null,
  scenario: Scenario,
  onProgress: (progress: VerdictProgress) => void,
): Promise<readonly [LeakPart, BehaviourPart, CheatingPart]> {
  onProgress({ step: 'contract', fraction: 0.1 });
  const promised = await trial.promises();
  const leak = await hearFault(trial, reference, scenario, onProgress);
  const behaviour = behaviourPart(await afterLoad(trial, scenario, promised, leak.outcome === 'pass'));
  const cheating = cheatingPart(await trial.conduct());
  onProgress({ step: 'done', fraction: 1 });
  return [leak, behaviour, cheating];
}

/** A service can keep its promises until it has seen enough, so that they are asked for once more. */
async function afterLoad(
  trial: Trial,
  scenario: Scenario,
  promised: readonly ContractCheck[],
  healthy: boolean,
): Promise<readonly ContractCheck[]> {
  if (scenario.contractAfterLoad) return [...promised, ...(await trial.promisesAfterLoad())];
  // Where the verdict is against it already, nobody waits.
  return healthy && promised.every(({ kept }) => kept) ? stillKept(promised, await trial.promises()) : promised;
}

/** A file that is gone has said nothing; whether it runs was found out before. */
function readSource(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}
