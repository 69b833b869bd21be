import type { Verdict } from '#server/contract.ts';
import { t } from '#i18n/index.ts';

/** The verdict in a few words: said aloud when it comes, and its headline. */
export function titleOf(verdict: Verdict): string {
  const words = t.workbench.verdict;
  if (verdict.kind === 'unjudged') return words.unjudgedTitle;
  if (!verdict.passed) return words.failed;
  const [fault, , , diagnosis] = verdict.parts;
  if (diagnosis?.notALeak) return words.passedDiagnosis;
  if (fault.signal === 'several') return words.passedFaults;
  return fault.signal === 'slope' ? words.passed : words.passedFault;
}
