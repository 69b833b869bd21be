/** The life of the process that runs now, and the one before the fix laid over it. Pure. */
import type { EarlierLife, Mark, MemorySample } from '#server/contract.ts';
import { onAxis, type ChartGroup } from './series.ts';

export interface Life {
  readonly startedAt: number;
  /** When its first load began; null without one. */
  readonly loadedAt: number | null;
}

/** With these a process begins. */
export const STARTS: ReadonlySet<Mark['kind']> = new Set(['start', 'restart', 'fix']);

/** The last life that began; null when none is known. */
export function lastLife(marks: readonly Mark[]): Life | null {
  const start = marks.findLastIndex(({ kind }) => STARTS.has(kind));
  if (start === -1) return null;
  const loaded = marks.slice(start).find(({ kind }) => kind === 'load-start');
  return { startedAt: marks[start]!.t, loadedAt: loaded?.t ?? null };
}

/** Points of the earlier life, in the time of the present one: the loads begin together, or else the processes do. */
export type Overlay = readonly (readonly [seconds: number, value: number | null])[];

/** An older point says nothing of a moment. */
const NEAR_SECONDS = 5;

/** The earlier life's value at a moment of the present one; null where it has none. */
export function overlayAt(overlay: Overlay, t: number): number | null {
  const seconds = t / 1000;
  const [at, value] = overlay.findLast(([point]) => point <= seconds) ?? [-Infinity, null];
  return seconds - at > NEAR_SECONDS ? null : value;
}

/** @param until leaves out what comes later, in epoch milliseconds. */
export function overlayOf(before: EarlierLife, life: Life, { series, unit }: ChartGroup, until: number): Overlay {
  const bothLoaded = before.loadedAt !== null && life.loadedAt !== null;
  const shift = bothLoaded ? life.loadedAt - before.loadedAt : life.startedAt - before.startedAt;
  const [{ read }] = series;
  const shown = before.samples.filter(({ t }) => t + shift <= until);
  return shown.map((sample: MemorySample) => {
    const value = read(sample);
    return [(sample.t + shift) / 1000, value === null ? null : onAxis(value, unit)] as const;
  });
}
