import { topData, type TopRow as ReportRow } from '#pprof/report/top.ts';
import type { ReportOptions } from '#pprof/options.ts';
import type { Profile } from '#pprof/profile.ts';
import { headOf } from '../head.ts';
import type { BeforeAfter, TopAnswer, TopRow } from '../protocol.ts';
import type { Subject } from '../subject.ts';

export function topAnswer(subject: Subject, options: Partial<ReportOptions>): TopAnswer {
  const top = topData(subject.profile, options);
  const files = filesByFunction(subject.profile);
  const changeOf = changesOf(subject, options);
  return {
    kind: 'top',
    ...headOf(subject, options, top),
    dropped: top.leftOut,
    rows: top.rows.map(({ name, functionName, inline, flat, cum }) => ({
      name,
      functionName,
      file: files.get(name) ?? '',
      inline,
      flat: Number(flat),
      cum: Number(cum),
      ...changeOf(name),
    })),
  };
}

/** Looks up what a function had before and has after, by its printed name. */
export function changesOf(
  { sides }: Subject,
  options: Partial<ReportOptions>,
): (name: string) => Pick<TopRow, 'change'> {
  if (sides === null) return () => ({});
  const rowsOf = (profile: Profile): Map<string, ReportRow> =>
    new Map(topData(profile, { ...options, trim: false }).rows.map((row) => [row.name, row]));
  const before = rowsOf(sides.before);
  const after = rowsOf(sides.after);
  return (name) => {
    const pair = (part: 'flat' | 'cum'): BeforeAfter => {
      return { before: Number(before.get(name)?.[part] ?? 0), after: Number(after.get(name)?.[part] ?? 0) };
    };
    return { change: { flat: pair('flat'), cum: pair('cum') } };
  };
}

/** The file of each function; empty when several files have a function of that name. */
function filesByFunction({ functions }: Profile): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const { name, filename } of functions) {
    const known = files.get(name);
    files.set(name, known === undefined || known === filename ? filename : '');
  }
  return files;
}
