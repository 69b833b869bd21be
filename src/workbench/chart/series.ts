/**
 * What the chart can show, in groups that share a unit: one group at a time, so that no line is read on another's
 * scale. Each line has a kind of its own: colour never stands alone.
 */
import type { MemorySample } from '#server/contract.ts';

export type SeriesId =
  | 'heapUsed'
  | 'external'
  | 'arrayBuffers'
  | 'rss'
  | 'oldSpace'
  | 'newSpace'
  | 'largeObjects'
  | 'otherSpaces'
  | 'promises'
  | 'sockets'
  | 'files'
  | 'timers'
  | 'resources'
  | 'loopDelay'
  | 'gcPause';

export type ChartUnit = 'MiB' | 'count' | 'ms';

export interface ChartSeries {
  readonly id: SeriesId;
  /** In bytes, items or milliseconds; null where the process did not tell it. */
  readonly read: (sample: MemorySample) => number | null;
  readonly token: `--vz-${string}`;
  /** Lengths of dash and gap in CSS pixels; empty for a solid line. */
  readonly dash: readonly number[];
  readonly width: number;
}

export type GroupId = 'memory' | 'spaces' | 'open' | 'pauses';

export interface ChartGroup {
  readonly id: GroupId;
  readonly unit: ChartUnit;
  /** Whether V8's ceiling is on the same scale. */
  readonly hasCeiling: boolean;
  /** The first one is what a fix is held against. */
  readonly series: readonly [ChartSeries, ...ChartSeries[]];
}

const MIB = 2 ** 20;

const line = (
  id: SeriesId,
  read: (sample: MemorySample) => number | null | undefined,
  place: 1 | 2 | 3 | 4 | 5,
): ChartSeries => ({ id, read: (sample) => read(sample) ?? null, token: `--vz-series-${place}`, ...KINDS[place] });

const KINDS = {
  1: { dash: [], width: 2 },
  2: { dash: [7, 3], width: 1.5 },
  3: { dash: [2, 3], width: 1.5 },
  4: { dash: [], width: 1 },
  5: { dash: [9, 3, 2, 3], width: 1.5 },
} as const;

export const GROUPS: readonly ChartGroup[] = [
  {
    id: 'memory',
    unit: 'MiB',
    hasCeiling: true,
    series: [
      line('heapUsed', ({ heapUsed }) => heapUsed, 1),
      line('external', ({ external }) => external, 2),
      line('arrayBuffers', ({ arrayBuffers }) => arrayBuffers, 3),
      line('rss', ({ rss }) => rss, 4),
    ],
  },
  {
    id: 'spaces',
    unit: 'MiB',
    hasCeiling: true,
    series: [
      line('oldSpace', ({ spaces }) => spaces?.old, 1),
      line('newSpace', ({ spaces }) => spaces?.new, 2),
      line('largeObjects', ({ spaces }) => spaces?.large, 3),
      line('otherSpaces', ({ spaces }) => spaces?.other, 4),
    ],
  },
  {
    id: 'open',
    unit: 'count',
    hasCeiling: false,
    series: [
      line('promises', ({ pendingPromises }) => pendingPromises, 1),
      line('sockets', ({ open }) => open?.sockets, 2),
      line('files', ({ open }) => open?.files, 3),
      line('timers', ({ open }) => open?.timers, 5),
      line('resources', ({ open }) => open?.resources, 4),
    ],
  },
  {
    id: 'pauses',
    unit: 'ms',
    hasCeiling: false,
    series: [
      line('loopDelay', ({ loopDelayMs }) => loopDelayMs, 1),
      line('gcPause', ({ longestGcMs }) => longestGcMs, 2),
    ],
  },
];

/** A value as the axis counts it. */
export const onAxis = (value: number, unit: ChartUnit): number => (unit === 'MiB' ? value / MIB : value);
