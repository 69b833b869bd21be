import { OptionError } from '#pprof/errors.ts';
import type { ReportOptions } from '#pprof/options.ts';
import type { Profile } from '#pprof/profile.ts';
import { sampleIndex } from '#pprof/sample-index.ts';
import { topData } from '#pprof/report/top.ts';
import { quoteRegexp } from '#pprof/regexp.ts';
import type { Warning } from '#pprof/warning.ts';
import type { AnswerHead, SampleType } from './protocol.ts';
import type { Subject } from './subject.ts';

/** What every view tells, out of what its report said. */
export function headOf(
  { profile, isDifference }: Subject,
  options: Partial<ReportOptions>,
  report: { readonly total: number | bigint; readonly outputUnit?: string; readonly warnings: readonly Warning[] },
): AnswerHead {
  const sampleType = sampleTypeOf(profile, options);
  return {
    sampleType,
    total: Number(report.total),
    outputUnit: report.outputUnit ?? (options.unit === undefined || options.unit === 'minimum' ? 'auto' : options.unit),
    isDifference,
    warnings: report.warnings,
  };
}

export function sampleTypeOf(profile: Profile, { sampleIndex: wanted = '' }: Partial<ReportOptions>): SampleType {
  return profile.sampleTypes[sampleIndex(profile, wanted)]!;
}

/**
 * What a view about one function shows when none is named: the largest one.
 * @throws {OptionError} `no-samples`, `no-match`
 */
export function patternOf(profile: Profile, options: Partial<ReportOptions>, pattern: string): string {
  // Not that nothing matches: there is nothing.
  if (profile.samples.count === 0) throw new OptionError('no-samples', 'profile has no samples');
  if (pattern !== '') return pattern;
  const [first] = topData(profile, { ...options, sort: 'flat', trim: true, nodeCount: 1 }).rows;
  if (first === undefined) throw new OptionError('no-match', 'no functions');
  return `^${quoteRegexp(first.name)}$`;
}
