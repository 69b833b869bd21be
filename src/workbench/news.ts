/** What is said aloud of the run because it began or ended by itself. Pure. */
import type { Capture, LoadProgress, Verdict, VerdictProgress } from '#server/contract.ts';
import { t } from '#i18n/index.ts';
import { titleOf } from './verdict/verdict-title.ts';

export interface Newsworthy {
  readonly verdict: Verdict | null;
  readonly judging: VerdictProgress | null;
  readonly load: LoadProgress | null;
  readonly captures: readonly Capture[];
}

/** Null where nothing is new; of several things the one that was waited for longest. */
export function newsOf(before: Newsworthy, now: Newsworthy): string | null {
  if (now.verdict !== null && now.verdict.at > (before.verdict?.at ?? 0)) return titleOf(now.verdict);
  if (now.judging !== null && before.judging === null) return t.workbench.verdict.whyDisabled;
  if (now.captures.length > before.captures.length) return t.workbench.captures.announced;
  if (now.load === null && before.load !== null) return t.workbench.load.ended;
  return null;
}
