/** The values of a flame graph's box, as they are told. Pure. */
import type { FlameLayout } from '#pprof/flame.ts';
import type { AnswerHead } from '../engine/protocol.ts';
import { changeText, shareText, valueText } from '../measure.ts';

export interface BoxFigures {
  /** In a comparison, the change. */
  readonly cum: string;
  readonly cumShare: string;
  readonly flat: string;
  readonly flatShare: string;
  /** Cum on both sides of a comparison; null without one. */
  readonly sides: { readonly before: string; readonly after: string } | null;
}

export function boxFigures(
  { sampleType: { unit }, outputUnit, total, isDifference }: Omit<AnswerHead, 'warnings'>,
  layout: Pick<FlameLayout, 'added' | 'removed' | 'self'>,
  box: number,
): BoxFigures {
  const [added, removed, self] = [layout.added[box]!, layout.removed[box]!, layout.self[box]!];
  // Not the width, which is of both: one profile can have negative values too.
  const cum = added - removed;
  const value = (amount: number): string => (isDifference ? changeText : valueText)(amount, unit, outputUnit);
  return {
    cum: value(cum),
    cumShare: shareText(cum, total),
    flat: value(self),
    flatShare: shareText(self, total),
    sides: isDifference
      ? { before: valueText(removed, unit, outputUnit), after: valueText(added, unit, outputUnit) }
      : null,
  };
}
