/** Which of a profile's sample types is on show. Pure. */
import { OptionError } from '#pprof/errors.ts';
import { sampleIndex } from '#pprof/sample-index.ts';
import type { SampleType, Summary } from './engine/protocol.ts';

type Types = Pick<Summary, 'sampleTypes' | 'defaultSampleType'>;

/** Place of the one asked for, in any of pprof's ways; of the default where only another profile had that one. */
export function shownIndex(types: Types, wanted: string | undefined): number {
  try {
    return sampleIndex(types, wanted ?? '');
  } catch (error) {
    if (error instanceof OptionError && error.code === 'bad-sample-index') return sampleIndex(types, '');
    throw error;
  }
}

export const shownType = (types: Types, wanted: string | undefined): SampleType =>
  types.sampleTypes[shownIndex(types, wanted)]!;
