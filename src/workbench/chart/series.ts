/** The counters on the memory chart, in drawing order. Each has a line of its own kind: colour never stands alone. */
import type { MemorySample } from '#server/contract.ts';

export type ChartCounter = Extract<keyof MemorySample, 'heapUsed' | 'external' | 'arrayBuffers' | 'rss'>;

export interface ChartSeries {
  readonly counter: ChartCounter;
  readonly token: `--vz-${string}`;
  /** Lengths of dash and gap in CSS pixels; empty for a solid line. */
  readonly dash: readonly number[];
  readonly width: number;
}

export const SERIES: readonly ChartSeries[] = [
  { counter: 'heapUsed', token: '--vz-series-1', dash: [], width: 2 },
  { counter: 'external', token: '--vz-series-2', dash: [7, 3], width: 1.5 },
  { counter: 'arrayBuffers', token: '--vz-series-3', dash: [2, 3], width: 1.5 },
  { counter: 'rss', token: '--vz-series-4', dash: [], width: 1 },
];
