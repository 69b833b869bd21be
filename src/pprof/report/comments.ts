import type { ReportOptions } from '../options.ts';
import type { Profile } from '../profile.ts';
import { prepareReport } from './prepare.ts';

/** The comments that the recording tool left, as `pprof -comments` prints them. */
export function commentsText(source: Profile, options: Partial<ReportOptions> = {}): string {
  const { profile } = prepareReport(source, 'comments', options);
  return profile.comments.map((comment) => `${comment}\n`).join('');
}
