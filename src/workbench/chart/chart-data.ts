/** From readings to the columns that uPlot draws. Pure. */
import type { Mark, MemorySample } from '#server/contract.ts';
import { STARTS } from './life.ts';
import { onAxis, type ChartGroup } from './series.ts';

/** One column of seconds and one for each series of the group; a null breaks the line. */
export type ChartColumns = [seconds: number[], ...values: (number | null)[][]];

/** Between these two processes meet: a line across them would be a lie. */
const BREAKS: ReadonlySet<Mark['kind']> = new Set(['start', 'restart', 'fix', 'stop', 'crash']);

/** What is older leaves the picture, so that a lab left alone over lunch does not press today's line into a corner. */
export const WINDOW_MS = 10 * 60_000;

/** @param since leaves out what is older, in epoch milliseconds. */
export function chartColumns(
  { series, unit }: ChartGroup,
  samples: readonly MemorySample[],
  marks: readonly Mark[],
  since = 0,
): ChartColumns {
  const oldest = Math.max((samples.at(-1)?.t ?? 0) - WINDOW_MS, since);
  const seconds: number[] = [];
  const columns: (number | null)[][] = series.map(() => []);
  const breaks = marks.filter(({ kind }) => BREAKS.has(kind)).map(({ t }) => t);
  let nextBreak = 0;
  let previous: number | undefined;
  for (const sample of samples) {
    if (sample.t < oldest) continue;
    let broken: number | undefined;
    while (nextBreak < breaks.length && breaks[nextBreak]! <= sample.t) broken = breaks[nextBreak++];
    if (broken !== undefined && previous !== undefined && broken > previous && broken < sample.t) {
      seconds.push(broken / 1000);
      for (const column of columns) column.push(null);
    }
    seconds.push(sample.t / 1000);
    series.forEach(({ read }, index) => {
      const value = read(sample);
      columns[index]!.push(value === null ? null : onAxis(value, unit));
    });
    previous = sample.t;
  }
  return [seconds, ...columns];
}

/** Where the values that have no neighbour stand: no line leads to them, so each is a point. */
export const isolatedIn = (column: readonly (number | null | undefined)[]): number[] =>
  column.flatMap((value, at) => {
    const isAlone = value != null && column[at - 1] == null && column[at + 1] == null;
    return isAlone ? [at] : [];
  });

/** At least this much time is shown, so that the first seconds of a run do not look like a cliff. */
const MIN_SPAN_SECONDS = 60;
/** Room above the highest line. */
const HEADROOM = 1.15;
/** A scale of few items or milliseconds is not blown up until noise looks like a mountain. */
const MIN_TOP = 10;

/** A process starts some time before its first reading; its mark should be seen too. */
const MAX_LEAD_SECONDS = 30;

/** Seconds shown for readings from `first` to `last`, with the start that led to the first one. */
export function timeRange(first: number, last: number, marks: readonly Mark[]): [from: number, to: number] {
  const lead = marks.find(({ t, kind }) => STARTS.has(kind) && t / 1000 > first - MAX_LEAD_SECONDS);
  const from = lead ? Math.min(first, lead.t / 1000) : first;
  return [from, Math.max(last, from + MIN_SPAN_SECONDS)];
}

/** What is shown upwards: from zero to above every visible line, and above `atLeast`. */
export function valueRange(columns: ChartColumns, visible: readonly boolean[], atLeast: number): [number, number] {
  let highest = Math.max(atLeast, MIN_TOP / HEADROOM);
  columns.slice(1).forEach((column, index) => {
    if (!visible[index]) return;
    for (const value of column) if (value !== null && value > highest) highest = value;
  });
  return [0, highest * HEADROOM];
}
