/** From readings to the columns that uPlot draws. Pure. */
import type { Mark, MemorySample } from '#server/contract.ts';
import { SERIES } from './series.ts';

const MIB = 2 ** 20;

/** One column of seconds and one of MiB for each of {@link SERIES}; a null breaks the line. */
export type ChartColumns = [seconds: number[], ...mib: (number | null)[][]];

/** Between these two processes meet: a line across them would be a lie. */
const BREAKS: ReadonlySet<Mark['kind']> = new Set(['start', 'restart', 'fix', 'stop', 'crash']);

/** What is older leaves the picture, so that a lab left alone over lunch does not press today's line into a corner. */
const WINDOW_MS = 10 * 60_000;

export function chartColumns(samples: readonly MemorySample[], marks: readonly Mark[]): ChartColumns {
  const oldest = (samples.at(-1)?.t ?? 0) - WINDOW_MS;
  const seconds: number[] = [];
  const columns: (number | null)[][] = SERIES.map(() => []);
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
    SERIES.forEach(({ counter }, index) => columns[index]!.push(sample[counter] / MIB));
    previous = sample.t;
  }
  return [seconds, ...columns];
}

/** At least this much time is shown, so that the first seconds of a run do not look like a cliff. */
const MIN_SPAN_SECONDS = 60;
/** Room above the highest line. */
const HEADROOM = 1.15;

/** A process starts some time before its first reading; its mark should be seen too. */
const MAX_LEAD_SECONDS = 30;

/** Seconds shown for readings from `first` to `last`, with the start that led to the first one. */
export function timeRange(first: number, last: number, marks: readonly Mark[]): [from: number, to: number] {
  const lead = marks.find(({ t }) => t / 1000 > first - MAX_LEAD_SECONDS);
  const from = lead ? Math.min(first, lead.t / 1000) : first;
  return [from, Math.max(last, from + MIN_SPAN_SECONDS)];
}

/** MiB shown: from zero to above the ceiling and above every visible line. */
export function memoryRange(columns: ChartColumns, visible: readonly boolean[], ceilingMiB: number): [number, number] {
  let highest = ceilingMiB;
  columns.slice(1).forEach((column, index) => {
    if (!visible[index]) return;
    for (const value of column) if (value !== null && value > highest) highest = value;
  });
  return [0, highest * HEADROOM];
}
