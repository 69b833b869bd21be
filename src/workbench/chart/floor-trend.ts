/**
 * Where the floor is heading: what is left after each full collection of the process that runs now. A figure is only
 * given where the readings carry it; a wrong alarm teaches to overlook alarms. Pure.
 */
import type { Mark, MemorySample } from '#server/contract.ts';
import { lastLife, STARTS } from './life.ts';
import { loadSpans } from './marks.ts';
import type { Readings } from './table-rows.ts';

export interface FloorPoint {
  readonly t: number;
  readonly heapUsed: number;
}

export interface FloorTrend {
  /** Bytes per second: the median of the slopes between any two floors. */
  readonly perSecond: number;
  /** Until the floor is at the ceiling, if it goes on like this; null when that is too far away to be told. */
  readonly secondsLeft: number | null;
}

/** The latest ones tell how it is now; a cache that was filling up until then does not count for ever. */
const LATEST = 12;
const FEWEST = 4;
/** Shorter, and the warming up of the first requests is all there is. */
const SHORTEST_MS = 4_000;
/** V8's own comings and goings. */
const LEAST_RISE = 2 * 2 ** 20;
/** Most of the slopes must be rises: one-sided, since nobody is alarmed by a floor that falls. */
const LOW_QUANTILE = 0.2;
/** An older floor says nothing of now. */
const STALE_MS = 20_000;
/** Where nothing else says that requests come. A loaded lab is collected whole at least every 5 s, on a busy machine too. */
const FRESH_MS = 10_000;
/** With these a process is over. */
const ENDS: ReadonlySet<Mark['kind']> = new Set(['crash', 'stop']);
/** Nobody plans by a straight line drawn further than that. */
const FURTHEST_SECONDS = 3_600;

/** Each full collection once. @param since leaves out what is older. */
export function floorsOf(samples: readonly MemorySample[], since: number): readonly FloorPoint[] {
  const floors = new Map<number, FloorPoint>();
  for (const { floor } of samples) if (floor && floor.t >= since) floors.set(floor.t, floor);
  return [...floors.values()];
}

/**
 * Only while somebody sends requests: without, the floor does not move, and a figure would be about the past. The marks
 * tell of the page's own load. Of another one, from a terminal, fresh floors do: V8 collects when something is allocated.
 */
export function trendNow({ samples, marks }: Pick<Readings, 'samples' | 'marks'>, ceiling: number): FloorTrend | null {
  const life = lastLife(marks);
  if (life === null || marks.findLast(({ kind }) => STARTS.has(kind) || ENDS.has(kind))?.t !== life.startedAt)
    return null;
  const now = samples.at(-1)?.t ?? 0;
  const load = loadSpans(marks).at(-1);
  if (load?.to === null) return floorTrend(floorsOf(samples, life.loadedAt ?? load.from), now, ceiling);
  const floors = floorsOf(samples, Math.max(life.startedAt, load?.to ?? 0));
  return now - (floors.at(-1)?.t ?? 0) > FRESH_MS ? null : floorTrend(floors, now, ceiling);
}

/** Null where nothing can be said, or the floor does not clearly rise. */
export function floorTrend(floors: readonly FloorPoint[], now: number, ceiling: number): FloorTrend | null {
  const latest = floors.slice(-LATEST);
  const [first, last] = [latest[0], latest.at(-1)];
  if (first === undefined || last === undefined || latest.length < FEWEST) return null;
  if (last.t - first.t < SHORTEST_MS || now - last.t > STALE_MS) return null;
  const slopes: number[] = [];
  latest.forEach((from, index) => {
    for (const to of latest.slice(index + 1)) {
      if (to.t > from.t) slopes.push(((to.heapUsed - from.heapUsed) / (to.t - from.t)) * 1_000);
    }
  });
  slopes.sort((a, b) => a - b);
  const quantile = (part: number): number => slopes[Math.floor(part * (slopes.length - 1))] ?? 0;
  const perSecond = quantile(0.5);
  if (quantile(LOW_QUANTILE) <= 0 || perSecond * ((last.t - first.t) / 1_000) < LEAST_RISE) return null;
  const secondsLeft = Math.max(0, ceiling - last.heapUsed) / perSecond;
  return { perSecond, secondsLeft: secondsLeft > FURTHEST_SECONDS ? null : secondsLeft };
}
