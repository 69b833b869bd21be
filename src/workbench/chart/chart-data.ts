/** From readings to the columns that uPlot draws. Pure. */
import type { Mark, MemorySample } from '#server/contract.ts';
import { SERIES } from './series.ts';

const MIB = 2 ** 20;

/** One column of seconds and one of MiB for each of {@link SERIES}; a null breaks the line. */
export type ChartColumns = [seconds: number[], ...mib: (number | null)[][]];

/** Between these two processes meet: a line across them would be a lie. */
const BREAKS: ReadonlySet<Mark['kind']> = new Set(['start', 'restart', 'stop', 'crash']);

export function chartColumns(samples: readonly MemorySample[], marks: readonly Mark[]): ChartColumns {
  const seconds: number[] = [];
  const columns: (number | null)[][] = SERIES.map(() => []);
  const breaks = marks.filter(({ kind }) => BREAKS.has(kind)).map(({ t }) => t);
  let nextBreak = 0;
  let previous: number | undefined;
  for (const sample of samples) {
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
const HEADROOM = 1.08;

/** Seconds shown for readings from `first` to `last`. */
export function timeRange(first: number, last: number): [from: number, to: number] {
  return [first, Math.max(last, first + MIN_SPAN_SECONDS)];
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
