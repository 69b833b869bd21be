import { OptionError } from '#pprof/errors.ts';
import type { Profile } from '#pprof/profile.ts';
import type { Summary } from './protocol.ts';
import { hasLabels } from './subject.ts';

/**
 * What a profile says about itself.
 * @throws {OptionError} `no-samples`: no view can be of one that has no type of sample
 */
export function summaryOf(profile: Profile): Summary {
  const { sampleTypes, defaultSampleType, samples, functions, mappings, timeNanos, durationNanos } = profile;
  if (sampleTypes.length === 0) throw new OptionError('no-samples', 'profile has no samples');
  const { comments, docUrl, period, periodType } = profile;
  return {
    sampleTypes,
    defaultSampleType,
    sampleCount: samples.count,
    functionCount: functions.length,
    takenAt: timeNanos === 0 ? null : Number(timeNanos) / 1e6,
    durationMs: durationNanos === 0 ? null : Number(durationNanos) / 1e6,
    comments,
    binary: mappings[0]?.file ?? '',
    buildId: mappings[0]?.buildId ?? '',
    docUrl,
    period: period === 0 ? null : { value: Number(period), type: periodType },
    hasLabels: hasLabels(profile),
  };
}
