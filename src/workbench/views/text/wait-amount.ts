/** How much waits, or held the others up, in words. Pure. */
import { t } from '#i18n/index.ts';
import type { WaitGroup, WaitsAnswer } from '../engine/protocol.ts';
import { changeText, valueText } from '../measure.ts';
import { waitKindOf } from '../waits.ts';

type Told = Pick<WaitsAnswer, 'types' | 'sampleType' | 'outputUnit' | 'isDifference'>;

/** With its sign, where two profiles are compared. */
export function amountText(amount: number, { sampleType, outputUnit, isDifference }: Told): string {
  return (isDifference ? changeText : valueText)(amount, sampleType.unit, outputUnit);
}

/** `142 esperas`; of what held others up, how often and how long in the mean too. */
export function waitAmount({ value, values }: Pick<WaitGroup, 'value' | 'values'>, answer: Told): string {
  const words = t.views.waits;
  const { types, isDifference } = answer;
  if (waitKindOf({ sampleTypes: types }) !== 'contention') return words.count(value, amountText(value, answer));
  const times = values[types.findIndex(({ type }) => type === 'contentions')]!;
  const delay = types.findIndex(({ type }) => type === 'delay');
  const nanos = values[delay]!;
  const unit = types[delay]!.unit;
  // One change divided by another is the mean of nothing.
  if (isDifference) {
    return words.stallsChange(changeText(nanos, unit, 'auto'), times, changeText(times, 'count', 'auto'));
  }
  const length = (amount: number): string => valueText(amount, unit, 'auto');
  return words.stalls(length(nanos), times, times === 0 ? '' : length(nanos / times));
}
