import { at } from '../column.ts';
import { abs, add, compare, type Int64 } from '../int64.ts';
import { formatPercentage, formatValue } from '../measure.ts';
import type { ReportOptions } from '../options.ts';
import { labelsOf, type Profile } from '../profile.ts';
import { quoteRegexp } from '../regexp.ts';
import { compareUtf8 } from '../text.ts';
import type { Warning } from '../warning.ts';
import { prepareReport } from './prepare.ts';
import { alignRight } from './tab-writer.ts';
import { ValueFormat } from './values.ts';

/** Numeric labels that read the same, as what was rounded away does not tell them apart. */
export interface NumericRange {
  readonly low: Int64;
  readonly high: Int64;
  readonly unit: string;
}

export interface TagValue {
  readonly name: string;
  /** `null`: a string. */
  readonly range: NumericRange | null;
  readonly value: Int64;
  readonly valueText: string;
  readonly percent: string;
}

export interface TagKey {
  readonly key: string;
  readonly total: Int64;
  readonly totalText: string;
  readonly percent: string;
  readonly values: readonly TagValue[];
}

export interface Tags {
  readonly keys: readonly TagKey[];
  readonly total: Int64;
  readonly totalText: string;
  readonly warnings: readonly Warning[];
}

/** What the samples' labels are, and how much each accounts for. */
export function tagsData(source: Profile, options: Partial<ReportOptions> = {}): Tags {
  const report = prepareReport(source, 'tags', options);
  const { unit } = report.options;
  const values = new ValueFormat(report, unit);
  const sums = new Map<string, Map<string, Int64>>();
  const ranges = new Map<string, Map<string, NumericRange>>();
  const count = (key: string, name: string, value: Int64): void => {
    let names = sums.get(key);
    if (names === undefined) sums.set(key, (names = new Map()));
    names.set(name, add(names.get(name) ?? 0, value));
  };
  const { samples } = report.profile;
  for (let sample = 0; sample < samples.count; sample++) {
    const labels = labelsOf(samples, sample);
    const value = at(report.weights.value, sample);
    for (const [key, names] of labels.strings) for (const name of names) count(key, name, value);
    for (const [key, numbers] of labels.numbers) {
      const from = report.labelUnits.get(key) ?? '';
      for (const number of numbers) {
        const name = formatValue(number.value, from, unit);
        count(key, name, value);
        const named = ranges.get(key) ?? new Map<string, NumericRange>();
        ranges.set(key, named.set(name, widened(named.get(name), number.value, from)));
      }
    }
  }
  const { total } = report;
  const keys = [...sums]
    .sort(([a], [b]) => compareUtf8(a, b))
    .map(([key, names]): TagKey => {
      const keyTotal = [...names.values()].reduce(add, 0);
      return {
        key,
        total: keyTotal,
        totalText: values.format(keyTotal),
        percent: formatPercentage(keyTotal, total),
        values: [...names]
          .sort(([nameA, a], [nameB, b]) => compare(abs(b), abs(a)) || compareUtf8(nameA, nameB))
          .map(([name, value]) => {
            const range = ranges.get(key)?.get(name) ?? null;
            return { name, range, value, valueText: values.format(value), percent: formatPercentage(value, total) };
          }),
      };
    });
  return { keys, total, totalText: values.format(total), warnings: report.warnings };
}

function widened(range: NumericRange | undefined, value: Int64, unit: string): NumericRange {
  if (range === undefined) return { low: value, high: value, unit };
  return { low: value < range.low ? value : range.low, high: value > range.high ? value : range.high, unit };
}

/** The value of tagfocus that one value of a label passes, and no other. */
export function tagFilterOf(key: string, { name, range }: Pick<TagValue, 'name' | 'range'>): string {
  // A comma separates patterns.
  if (range === null) return `${key}=^${quoteRegexp(name).replaceAll(',', String.raw`\x2c`)}$`;
  const unit = /^[A-Za-z]+$/.test(range.unit) ? range.unit : '';
  return `${key}=${range.low}${unit}:${range.high}${unit}`;
}

/** The report as HEAD's `pprof -tags` prints it: percentages are of the whole profile. */
export function tagsText({ keys, total, totalText }: Pick<Tags, 'keys' | 'total' | 'totalText'>): string {
  const hasTotal = total > 0;
  const lines: string[] = [];
  for (const key of keys) {
    lines.push(`${key.key}:\t Total ${key.totalText} of ${totalText}${hasTotal ? ` (${key.percent})` : ''}`);
    for (const { name, valueText, percent } of key.values) {
      lines.push(` \t${valueText}${hasTotal ? ` (${percent})` : ''}:\t ${name}`);
    }
    lines.push('');
  }
  return lines.length === 0 ? '' : `${alignRight(lines).join('\n')}\n`;
}
