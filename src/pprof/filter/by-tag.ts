import type { Int64 } from '../int64.ts';
import { scale } from '../measure.ts';
import type { LabelSet, NumericLabel, Profile } from '../profile.ts';
import { compileRegexp } from '../regexp.ts';
import type { Warning } from '../warning.ts';
import { SamplesBuilder } from './samples-builder.ts';

export type TagMatch = (labels: LabelSet) => boolean;

/**
 * Reads the value of tagfocus or tagignore. `key=` limits it to one label. A range (`32kb`, `:64kb`, `4mb:`,
 * `12kb:64mb`) is compared with numeric labels; anything else is regular expressions, separated by commas: with a
 * key any of them must match the value, without one all must match some `key:value`.
 */
export function compileTagFilter(
  option: 'tagfocus' | 'tagignore',
  text: string,
  units: ReadonlyMap<string, string>,
  warnings: Warning[],
): TagMatch {
  const equals = text.indexOf('=');
  const key = equals < 0 ? '' : text.slice(0, equals);
  const value = text.slice(equals + 1);
  const range = parseRange(value);
  if (range !== null) {
    warnings.push({ kind: 'range', option, value });
    const inRange = (values: readonly NumericLabel[] | undefined, unit: string): boolean =>
      values?.some((label) => range(label.value, unit)) === true;
    if (key !== '') return ({ numbers }) => inRange(numbers.get(key), units.get(key) ?? '');
    return ({ numbers }) => [...numbers].some(([name, values]) => inRange(values, units.get(name) ?? ''));
  }
  const patterns = value.split(',').map((part) => compileRegexp(part, option));
  if (key !== '') {
    return ({ strings }) => strings.get(key)?.some((label) => patterns.some((pattern) => pattern.test(label))) === true;
  }
  return ({ strings }) =>
    patterns.every((pattern) =>
      [...strings].some(([name, values]) => values.some((label) => pattern.test(`${name}:${label}`))),
    );
}

/** Chooses samples by their labels. */
export function filterByTag(
  profile: Profile,
  focus: TagMatch | null,
  ignore: TagMatch | null,
): { profile: Profile; focusMatched: boolean; ignoreMatched: boolean } {
  if (focus === null && ignore === null) return { profile, focusMatched: true, ignoreMatched: true };
  const { samples } = profile;
  const focused = samples.labelSets.map((labels) => focus === null || focus(labels));
  const ignored = samples.labelSets.map((labels) => ignore !== null && ignore(labels));
  let focusMatched = false;
  let ignoreMatched = false;
  const builder = new SamplesBuilder(samples);
  for (let sample = 0; sample < samples.count; sample++) {
    const labels = samples.labels[sample]!;
    focusMatched ||= focused[labels]!;
    ignoreMatched ||= ignored[labels]!;
    if (!focused[labels] || ignored[labels]) continue;
    builder.pushRange(samples.offsets[sample]!, samples.offsets[sample + 1]!);
    builder.keep(sample);
  }
  return { profile: { ...profile, samples: builder.build() }, focusMatched, ignoreMatched };
}

/** Leaves labels out by their key. */
export function filterTagKeys(
  profile: Profile,
  show: RegExp | null,
  hide: RegExp | null,
): { profile: Profile; showMatched: boolean; hideMatched: boolean } {
  let showMatched = false;
  let hideMatched = false;
  const keeps = (key: string): boolean => {
    const shown = show === null || show.test(key);
    const hidden = hide !== null && hide.test(key);
    showMatched ||= shown;
    hideMatched ||= hidden;
    return shown && !hidden;
  };
  if (show === null && hide === null) return { profile, showMatched: true, hideMatched: true };
  const { samples } = profile;
  const used = new Set(samples.labels);
  const labelSets = samples.labelSets.map((labels, index): LabelSet =>
    used.has(index)
      ? {
          strings: new Map([...labels.strings].filter(([key]) => keeps(key))),
          numbers: new Map([...labels.numbers].filter(([key]) => keeps(key))),
        }
      : labels,
  );
  return { profile: { ...profile, samples: { ...samples, labelSets } }, showMatched, hideMatched };
}

type InRange = (value: Int64, unit: string) => boolean;

function parseRange(text: string): InRange | null {
  const bounds = [...text.matchAll(/([+-]?[0-9]+)([A-Za-z]+)?/g)].slice(0, 2);
  const [first, second] = bounds;
  if (first === undefined) return null;
  const firstUnit = first[2] ?? '';
  const { value: low, unit } = scale(Number(first[1]), firstUnit, firstUnit);
  const scaled = (value: Int64, from: string): number | null => {
    const result = scale(value, from, unit);
    return result.unit === unit ? result.value : null;
  };
  const compared = (test: (value: number) => boolean): InRange => {
    return (value, from) => {
      const result = scaled(value, from);
      return result !== null && test(result);
    };
  };
  if (second === undefined) {
    if (text === first[0]) return compared((value) => value === low);
    if (text === `${first[0]}:`) return compared((value) => value >= low);
    if (text === `:${first[0]}`) return compared((value) => value <= low);
    return null;
  }
  if (text !== `${first[0]}:${second[0]}`) return null;
  const { value: high, unit: secondUnit } = scale(Number(second[1]), second[2] ?? '', unit);
  return unit === secondUnit ? compared((value) => value >= low && value <= high) : null;
}
