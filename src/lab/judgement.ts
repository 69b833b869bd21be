/** A verdict's shape: what was judged, part by part, with what was measured. Types only. */
import type { FailedRequest } from './load.ts';
import type { ContractCheck, Measure } from './scenario.ts';
import type { Death, Variant } from './run.ts';

export type Outcome = 'pass' | 'fail';

/** Where what left the heap may have gone: native memory of the process, or files that it writes. */
export type Elsewhere = 'native' | 'disk';

/** Slope of the post-GC floor. `floor[i]` is `measure` after full GCs, `requests[i]` the requests sent by then. */
export interface SlopePart {
  readonly name: 'leak';
  readonly signal: 'slope';
  readonly outcome: Outcome;
  readonly measure: Measure | Elsewhere;
  readonly requests: readonly number[];
  readonly floor: readonly number[];
  /** Bytes or items per request, and the limit it had to stay below. */
  readonly perRequest: number;
  readonly maxPerRequest: number;
}

/** The most that was open at once under load. */
export interface PeakPart {
  readonly name: 'leak';
  readonly signal: 'peak';
  readonly outcome: Outcome;
  readonly measure: Measure;
  /** What was open without load. */
  readonly rest: number;
  /** The highest reading of each round, and what was left open after it. */
  readonly peaks: readonly number[];
  readonly left: readonly number[];
  /** Requests under way at the same time. */
  readonly concurrency: number;
  /** The most above `rest` that passes. */
  readonly max: number;
}

/** What one request costs. Each figure is a round's mean; their median decides. */
export interface CostPart {
  readonly name: 'leak';
  readonly signal: 'allocations' | 'cpu';
  readonly outcome: Outcome;
  /** Allocated bytes per request; or CPU time per request as a multiple of the baseline's. */
  readonly rounds: readonly number[];
  readonly perRequest: number;
  readonly max: number;
}

/** How often the service stood still under load. */
export interface StallPart {
  readonly name: 'leak';
  readonly signal: 'stalls';
  readonly outcome: Outcome;
  /** Share of each round's time in which whoever came waited longer than the threshold; their median decides. */
  readonly rounds: readonly number[];
  readonly thresholdMs: number;
  readonly longestMs: number;
  readonly max: number;
}

/** Is the fault gone? What a fault is differs from lab to lab. */
export type FaultPart = SlopePart | PeakPart | CostPart | StallPart;

/** Where a service has more than one. */
export interface SeveralPart {
  readonly name: 'leak';
  readonly signal: 'several';
  readonly outcome: Outcome;
  readonly faults: readonly { readonly name: string; readonly part: FaultPart }[];
}

export type LeakPart = FaultPart | SeveralPart;

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
  /** The first of the requests that were refused. */
  readonly example?: FailedRequest;
}

export interface CheatingPart {
  readonly name: 'cheating';
  readonly outcome: Outcome;
  readonly checks: readonly CheatCheck[];
}

/** What the learner says it is, before or besides mending it. */
export type Diagnosis =
  /** A function's name, or a file and line such as `server.ts:57`. */
  { readonly kind: 'suspect'; readonly name: string } | { readonly kind: 'not-a-leak' };

/** Scored apart: it decides the verdict only where the lab's question is whether it leaks at all. */
export interface DiagnosisPart {
  readonly name: 'diagnosis';
  readonly outcome: Outcome;
  /** `null`: none was given, where one is asked for. */
  readonly given: Diagnosis | null;
  /** The function that the given line belongs to, where a line was given and one was found. */
  readonly function: string | null;
  /** Whether the right answer is that nothing leaks. */
  readonly notALeak: boolean;
}

export type Part = LeakPart | BehaviourPart | CheatingPart | DiagnosisPart;

/** `unjudged` means the code never got far enough to be measured; the death says why. */
export type Verdict =
  | {
      readonly kind: 'judged';
      readonly variant: Variant;
      readonly passed: boolean;
      /** At most one diagnosis: where one was given, or is asked for. */
      readonly parts: readonly [LeakPart, BehaviourPart, CheatingPart, ...DiagnosisPart[]];
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
