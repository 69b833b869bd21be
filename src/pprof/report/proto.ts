import { at, toColumn } from '../column.ts';
import { scale as scaleBy } from '../int64.ts';
import type { ReportOptions } from '../options.ts';
import type { Profile } from '../profile.ts';
import { prepareReport } from './prepare.ts';
import { ratioOf } from './values.ts';

/** The profile after filters, merging and dividing, as `pprof -proto` saves it; to be encoded. */
export function protoData(source: Profile, options: Partial<ReportOptions> = {}): Profile {
  const { profile, options: given } = prepareReport(source, 'proto', options);
  const ratio = ratioOf(given.divideBy);
  if (ratio === 1) return profile;
  const { samples } = profile;
  const values = samples.values.map((column) =>
    toColumn(Array.from({ length: samples.count }, (_, sample) => scaleBy(at(column, sample), ratio))),
  );
  return { ...profile, samples: { ...samples, values } };
}
