import { prepareReport } from '#pprof/report/prepare.ts';
import { rawText } from '#pprof/report/raw.ts';
import type { ReportOptions } from '#pprof/options.ts';
import type { Profile, Samples } from '#pprof/profile.ts';
import { headOf } from '../head.ts';
import type { RawAnswer } from '../protocol.ts';
import type { Subject } from '../subject.ts';

/** Lines on the page; the terminal has them all. */
const MOST_LINES = 5_000;
/** A million samples would be a text of 200 MB. Of more than these, only the first are written. */
const MOST_SAMPLES = 20_000;

export function rawAnswer(subject: Subject, options: Partial<ReportOptions>): RawAnswer {
  const { total, warnings } = prepareReport(subject.profile, 'raw', options);
  const { profile } = subject;
  const lines = rawText(beginningOf(profile), options).trimEnd().split('\n');
  const samplesAreCut = profile.samples.count > MOST_SAMPLES;
  return {
    kind: 'raw',
    ...headOf(subject, options, { total, warnings }),
    text: lines.slice(0, MOST_LINES).join('\n'),
    lineCount: lines.length,
    isCut: samplesAreCut || lines.length > MOST_LINES,
  };
}

function beginningOf(profile: Profile): Profile {
  const { samples } = profile;
  if (samples.count <= MOST_SAMPLES) return profile;
  const first: Samples = {
    ...samples,
    count: MOST_SAMPLES,
    offsets: samples.offsets.subarray(0, MOST_SAMPLES + 1),
    labels: samples.labels.subarray(0, MOST_SAMPLES),
    values: samples.values.map((column) => column.subarray(0, MOST_SAMPLES)),
  };
  return { ...profile, samples: first };
}
