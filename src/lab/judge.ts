/**
 * The verdict on a fix, by what it does: a fresh process, its promises first, then rounds of load with a reading of
 * the floor after each. Nothing is judged by time or by RSS, which vary several-fold between identical runs.
 */
import type { Lab } from './catalog.ts';
import { setTimeout as delay } from 'node:timers/promises';
import { deathOf } from './death.ts';
import { NoAnswer } from './http-exchange.ts';
import { behaviourPart } from './judge/behaviour.ts';
import { cheatingPart } from './judge/cheating.ts';
import { LeakTrial } from './judge/leak.ts';
import { Trial } from './judge/trial.ts';
import type { Verdict, VerdictProgress } from './judgement.ts';
import { launch } from './launch.ts';
import type { Death, Variant } from './run.ts';
import type { Workspace } from './workspace.ts';

export interface JudgeOptions {
  readonly workspace: Workspace;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: VerdictProgress) => void) | undefined;
  /** Judges this file instead of the variant's. */
  readonly file?: string | undefined;
}

/** A verdict takes about five seconds. When this is over the service hangs, and waiting longer will not mend it. */
const BUDGET_MS = 90_000;
const END_SEEN_MS = 1_000;
/** A fix that lets go by time, not by number, is never level under load: it gets this long to let go. */
const REST_MS = 5_000;

/** Rejects only when `signal` aborts; whatever the code does is a verdict. */
export async function judge(lab: Lab, variant: Variant, options: JudgeOptions): Promise<Verdict> {
  const began = performance.now();
  const { scenario } = lab;
  const entry = options.file ?? (await options.workspace.entry(lab, variant));
  const report = (step: VerdictProgress['step'], fraction: number): void => options.onProgress?.({ step, fraction });

  report('starting', 0);
  const launched = await launch({ scenario, entry, ports: 'any', signal: options.signal });
  if (launched.kind === 'dead') return { kind: 'unjudged', variant, death: launched.death, at: Date.now() };

  await using child = launched.process;
  const budget = AbortSignal.timeout(BUDGET_MS);
  const gone = new AbortController();
  const ended = child.ended.then((exit) => (gone.abort(), exit));
  const signal = AbortSignal.any([budget, gone.signal, ...(options.signal === undefined ? [] : [options.signal])]);
  const trial = new Trial(child, signal);
  try {
    report('contract', 0.1);
    const behaviour = await behaviourPart(scenario, child.ports.service, signal);
    const { acceptance } = scenario;
    const leak = new LeakTrial(acceptance, scenario.ceilingMiB);
    report('warmup', 0.2);
    leak.note(await trial.send(scenario.load, acceptance.warmup), await trial.floor());
    for (let round = 1; leak.undecided; round++) {
      report('round', 0.3 + (0.7 * round) / (leak.maxRounds + 1));
      leak.note(await trial.send(scenario.load, acceptance.requestsPerRound), await trial.floor());
    }
    if (leak.part().outcome === 'fail') {
      await delay(REST_MS, undefined, { signal });
      leak.noteRest(await trial.floor());
    }
    const cheating = cheatingPart(await trial.conduct(scenario.ceilingMiB));
    const leaking = leak.part();
    report('done', 1);
    return {
      kind: 'judged',
      variant,
      passed: [leaking, behaviour, cheating].every(({ outcome }) => outcome === 'pass'),
      parts: [leaking, behaviour, cheating],
      at: Date.now(),
      tookMs: Math.round(performance.now() - began),
    };
  } catch (error) {
    options.signal?.throwIfAborted();
    if (!signal.aborted && !(error instanceof NoAnswer)) throw error;
    // A dying process refuses connections a moment before it is seen to have ended.
    const exit = await Promise.race([ended, delay(END_SEEN_MS, null)]);
    const death: Death =
      exit === null
        ? { kind: 'stuck', afterMs: Math.round(performance.now() - began) }
        : deathOf(exit, { ceilingMiB: scenario.ceilingMiB, lastHeapUsed: trial.lastHeapUsed });
    return { kind: 'unjudged', variant, death, at: Date.now() };
  }
}
