import { peekData, type TreeLink } from '#pprof/report/tree.ts';
import type { ReportOptions } from '#pprof/options.ts';
import { headOf, patternOf } from '../head.ts';
import type { PeekAnswer, PeekLink } from '../protocol.ts';
import type { Subject } from '../subject.ts';

/** More than anybody reads at once; the search narrows it down. */
const MOST_ROWS = 50;

export function peekAnswer(subject: Subject, options: Partial<ReportOptions>, wanted: string): PeekAnswer {
  const pattern = patternOf(subject.profile, options, wanted);
  const tree = peekData(subject.profile, pattern, options);
  const link = ({ name, functionName, weight, inline }: TreeLink): PeekLink => {
    return { name, functionName, weight: Number(weight), inline };
  };
  return {
    kind: 'peek',
    ...headOf(subject, options, tree),
    pattern,
    matched: tree.rows.length,
    rows: tree.rows.slice(0, MOST_ROWS).map(({ name, flat, cum, callers, callees }) => ({
      name,
      flat: Number(flat),
      cum: Number(cum),
      callers: callers.map(link),
      callees: callees.map(link),
    })),
  };
}
