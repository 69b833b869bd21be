/** The chart's readings as rows of a table: few enough to be read, none of the events left out. Pure. */
import type { EarlierLife, Mark, MemorySample } from '#server/contract.ts';

/** What the chart shows, of a running lab or of the moment at which it was paused. */
export interface Readings {
  readonly samples: readonly MemorySample[];
  readonly marks: readonly Mark[];
  readonly before: EarlierLife | null;
}

export interface TableRow {
  readonly t: number;
  /** Null when something has happened since the last reading. */
  readonly sample: MemorySample | null;
  /** What happened since the row before (the older one). */
  readonly marks: readonly Mark[];
}

/** A row each five seconds; more would only repeat itself. */
const ROW_EVERY_MS = 5000;
const MAX_ROWS = 120;

/** Newest first. A reading makes a row when enough time has gone by or something happened before it. */
export function tableRows({ samples, marks }: Pick<Readings, 'samples' | 'marks'>): TableRow[] {
  const rows: TableRow[] = [];
  let nextMark = 0;
  let lastRowAt = -Infinity;
  for (const [index, sample] of samples.entries()) {
    const newest = index === samples.length - 1;
    let until = nextMark;
    while (until < marks.length && marks[until]!.t <= sample.t) until += 1;
    if (until === nextMark && !newest && sample.t - lastRowAt < ROW_EVERY_MS) continue;
    rows.push({ t: sample.t, sample, marks: marks.slice(nextMark, until) });
    nextMark = until;
    lastRowAt = sample.t;
  }
  const rest = marks.slice(nextMark);
  if (rest.length > 0) rows.push({ t: rest.at(-1)!.t, sample: null, marks: rest });
  return rows.reverse().slice(0, MAX_ROWS);
}
