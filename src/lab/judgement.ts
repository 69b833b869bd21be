/** A verdict's shape: what was judged, part by part, with what was measured. Types only. */
import type { ContractCheck } from './scenario.ts';
import type { Counter, Death, Variant } from './run.ts';

export type Outcome = 'pass' | 'fail';

/** Slope of the post-GC floor. `floor[i]` is `counter` after full GCs, `requests[i]` the requests sent by then. */
export interface LeakPart {
  readonly name: 'leak';
  readonly outcome: Outcome;
  readonly counter: Counter;
  readonly requests: readonly number[];
  readonly floor: readonly number[];
  /** Bytes per request, and the limit it had to stay below. */
  readonly perRequest: number;
  readonly maxPerRequest: number;
}

export interface BehaviourPart {
  readonly name: 'behaviour';
  readonly outcome: Outcome;
  readonly checks: readonly ContractCheck[];
}

/** One way in which numbers could have been bent, and whether it was seen. */
export interface CheatCheck {
  readonly kind: 'forced-gc' | 'restarted' | 'limit-raised' | 'load-refused' | 'diagnostics-patched';
  readonly seen: boolean;
  readonly measured: number;
  readonly allowed: number;
}

export interface CheatingPart {
  readonly name: 'cheating';
  readonly outcome: Outcome;
  readonly checks: readonly CheatCheck[];
}

export type Part = LeakPart | BehaviourPart | CheatingPart;

/** `unjudged` means the code never got far enough to be measured; the death says why. */
export type Verdict =
  | {
      readonly kind: 'judged';
      readonly variant: Variant;
      readonly passed: boolean;
      readonly parts: readonly [LeakPart, BehaviourPart, CheatingPart];
      readonly at: number;
      readonly tookMs: number;
    }
  | { readonly kind: 'unjudged'; readonly variant: Variant; readonly death: Death; readonly at: number };

export type VerdictStep = 'starting' | 'contract' | 'warmup' | 'round' | 'done';

/** Progress while judging; `fraction` from 0 to 1. */
export interface VerdictProgress {
  readonly step: VerdictStep;
  readonly fraction: number;
}
