/** Ways in which learners change a lab, for proving its verdict: `test/labs/<slug>/fixes.ts` exports them. */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CheatCheck } from './judgement.ts';
import { packageRoot } from './paths.ts';
import type { Death } from './run.ts';

/** A part of a verdict that can fail; of the last one, the check. */
export type Failure = 'leak' | 'behaviour' | 'diagnosis' | CheatCheck['kind'];

export type WrongFix = FailingFix | DeadlyFix;

/** One that is judged, and found wrong. */
export interface FailingFix {
  readonly source: string;
  /** All the parts that must fail; no other may. */
  readonly fails: readonly Failure[];
  /** Parts that may fail besides: a queue without a bound grows where the machine brings more than it takes away. */
  readonly mayFail?: readonly Failure[];
  /** Name of the broken promise, as the contract calls it. */
  readonly breaks?: string;
  /** Where a service has several faults: the names of those that must be left. */
  readonly remains?: readonly string[];
  /** And of those that may be left besides: memory behind a queue that a rest empties, where it was filled slowly. */
  readonly mayRemain?: readonly string[];
}

/** One that never gets as far as a measurement: it breaks the service, and the verdict says how. */
export interface DeadlyFix {
  readonly source: string;
  readonly ends: Death['kind'];
}

export interface LabFixes {
  /** Names and whole sources, each of which must pass. */
  readonly valid: Readonly<Record<string, string>>;
  readonly wrong: Readonly<Record<string, WrongFix>>;
  /** Where `wrong-fix.ts` fails; `['leak']` unless told. */
  readonly wrongFix?: readonly Failure[];
}

/** The fixes of a lab; `null` if it has none of its own. */
export async function fixesOf(slug: string): Promise<LabFixes | null> {
  const file = join(packageRoot, 'test/labs', slug, 'fixes.ts');
  const exists = await access(file).then(
    () => true,
    () => false,
  );
  if (!exists) return null;
  const module: { default: LabFixes } = await import(pathToFileURL(file).href);
  return module.default;
}
