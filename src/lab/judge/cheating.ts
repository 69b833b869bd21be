/** The third part of a verdict: were the numbers come by honestly? */
import { heapLimit } from '../child-flags.ts';
import type { CheatCheck, CheatingPart } from '../judgement.ts';
import type { FailedRequest } from '../load.ts';
import type { Memstats } from '../memstats.ts';

export interface Conduct {
  /** The process that was started, and its ceiling. */
  readonly pid: number;
  readonly runId: string;
  readonly ceilingMiB: number;
  /** Every reading of the trial, in order. */
  readonly readings: readonly Memstats[];
  /** Requests of the load that got no good answer. */
  readonly failedRequests: number;
  readonly firstFailure: FailedRequest | null;
  /** Processes in the lab's tree besides the lab itself, where they may not do its work. */
  readonly helpers: number;
}

export function cheatingPart(conduct: Conduct): CheatingPart {
  const checks = [forcedGc(conduct), restarted(conduct), limitRaised(conduct), loadRefused(conduct), patched(conduct)];
  return { name: 'cheating', outcome: checks.some(({ seen }) => seen) ? 'fail' : 'pass', checks };
}

/** GCs forced in the main thread beyond those that our own readings asked for. */
function forcedGc({ readings }: Conduct): CheatCheck {
  const foreign = readings.map(({ numForcedGC, diagnosticsGC }) => numForcedGC - diagnosticsGC);
  return check('forced-gc', Math.max(0, ...foreign), 0);
}

/** A process that is replaced, or that hands its work to another, starts from an empty heap each time. */
function restarted({ readings, pid, runId, helpers }: Conduct): CheatCheck {
  const strangers = readings.filter((reading) => reading.pid !== pid || reading.runId !== runId).length;
  return check('restarted', strangers + helpers, 0);
}

function limitRaised({ readings, ceilingMiB }: Conduct): CheatCheck {
  return check('limit-raised', Math.max(...readings.map((reading) => reading.heapSizeLimit)), heapLimit(ceilingMiB));
}

function loadRefused({ failedRequests, firstFailure }: Conduct): CheatCheck {
  return { ...check('load-refused', failedRequests, 0), ...(firstFailure && { example: firstFailure }) };
}

/**
 * Answers that V8 would not give. The measuring functions themselves are locked before the lab's code is loaded (see
 * child/guard.ts), so what is left to catch is somebody answering in their place.
 */
function patched({ readings }: Conduct): CheatCheck {
  const impossible = readings.filter(({ heapUsed, heapTotal }) => heapUsed <= 0 || heapUsed > heapTotal).length;
  return check('diagnostics-patched', impossible + (hasCollected(readings) ? 0 : 1), 0);
}

/** Every reading asks for full GCs: if none was ever counted, none took place. */
export function hasCollected(readings: readonly Memstats[]): boolean {
  return (readings.at(-1)?.diagnosticsGC ?? 0) > (readings[0]?.diagnosticsGC ?? 0);
}

function check(kind: CheatCheck['kind'], measured: number, allowed: number): CheatCheck {
  return { kind, seen: measured > allowed, measured, allowed };
}
