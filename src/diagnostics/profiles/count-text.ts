import type { Profile } from '#pprof/profile.ts';
import { stackRecords } from './stack-records.ts';

/**
 * `debug=1` of a profile that counts things, in the form of Go's.
 * @param details more about a sample, by its number.
 */
export function countText(
  name: string,
  profile: Profile,
  details: (sample: number) => readonly string[] = () => [],
): string {
  const records = stackRecords(profile).map((record, sample) => ({ ...record, details: details(sample) }));
  const countOf = ({ values }: { readonly values: readonly number[] }): number => values[0] ?? 0;
  const total = records.reduce((sum, record) => sum + countOf(record), 0);
  records.sort((a, b) => countOf(b) - countOf(a) || (a.ids < b.ids ? -1 : 1));
  return [
    `${name} profile: total ${total}`,
    ...profile.comments.map((line) => `# ${line}`),
    ...records.map((record) =>
      [`${countOf(record)} @${record.ids}`, ...record.lines, ...record.details.map((line) => `# ${line}`), ''].join(
        '\n',
      ),
    ),
    '',
  ].join('\n');
}
