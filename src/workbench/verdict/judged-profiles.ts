/** Which profiles stand for before and after a fix. Pure. */
import type { Capture, Verdict } from '#server/contract.ts';
import { areComparable } from '../profile/capture-choice.ts';

export interface JudgedProfiles {
  /** Taken by the judge, of what it judged last. */
  readonly after: Capture;
  /** Of other code: the judge's own, taken alike, if there is one; else what the learner took; null without any. */
  readonly before: Capture | null;
}

/** Null where the judge took none, or it is gone. */
export function judgedProfiles(captures: readonly Capture[], verdict: Verdict): JudgedProfiles | null {
  if (verdict.kind !== 'judged') return null;
  const after = captures.find((capture) => capture.verdict !== undefined && capture.takenAt === verdict.at);
  if (after === undefined) return null;
  const others = captures.filter(
    (other) => other.takenAt < after.takenAt && other.code !== after.code && areComparable(other, after),
  );
  const before =
    others.findLast((other) => other.verdict === 'fail') ?? others.findLast((other) => other.verdict === undefined);
  return { after, before: before ?? null };
}
