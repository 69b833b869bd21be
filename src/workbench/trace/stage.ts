/** Where tracks and lanes stand on the canvas, and what is at a point or beside a span. Pure. */
import { firstEndingAfter, laneCount, laneOf, type SpanSpot, type Timeline } from './timeline.ts';
import type { Range } from './range.ts';

export const LANE = 18;
/** For a track's name. */
export const TITLE = 20;
export const AXIS = 22;
const GAP = 8;

export interface Stage {
  /** Where each track's name begins; its lanes come below. */
  readonly tops: readonly number[];
  readonly height: number;
}

export function stageOf({ tracks }: Timeline): Stage {
  let y = AXIS;
  const tops = tracks.map((track) => {
    const top = y;
    y += TITLE + laneCount(track) * LANE + GAP;
    return top;
  });
  return { tops, height: y };
}

export const laneTop = ({ tops }: Stage, track: number, lane: number): number => tops[track]! + TITLE + lane * LANE;

export function spotAt(
  { tracks }: Timeline,
  stage: Stage,
  range: Range,
  point: { readonly x: number; readonly y: number; readonly width: number },
): SpanSpot | null {
  const index = stage.tops.findLastIndex((top) => top <= point.y);
  const track = tracks[index];
  if (track === undefined) return null;
  const lane = Math.floor((point.y - stage.tops[index]! - TITLE) / LANE);
  if (lane < 0 || lane >= laneCount(track)) return null;
  const perPixel = (range.to - range.from) / point.width;
  const time = range.from + point.x * perPixel;
  // What is thinner than a pixel can be hit all the same.
  const span = firstEndingAfter(track, lane, time - perPixel);
  return span < track.lanes[lane + 1]! && track.start[span]! <= time + perPixel ? { track: index, span } : null;
}

/** Left and right: the neighbours in the lane. Up and down: the nearest lane's span at that time, of any track. */
export function spotBeside({ tracks }: Timeline, spot: SpanSpot, key: string): SpanSpot {
  const track = tracks[spot.track]!;
  const lane = laneOf(track, spot.span);
  if (key === 'ArrowLeft') return spot.span > track.lanes[lane]! ? { ...spot, span: spot.span - 1 } : spot;
  if (key === 'ArrowRight') return spot.span + 1 < track.lanes[lane + 1]! ? { ...spot, span: spot.span + 1 } : spot;
  const rows = tracks.flatMap((each, index) => Array.from({ length: laneCount(each) }, (_, row) => ({ index, row })));
  const here = rows.findIndex(({ index, row }) => index === spot.track && row === lane);
  const there = rows[here + (key === 'ArrowDown' ? 1 : -1)];
  if (there === undefined) return spot;
  const next = tracks[there.index]!;
  const span = firstEndingAfter(next, there.row, track.start[spot.span]!);
  return { track: there.index, span: Math.min(span, next.lanes[there.row + 1]! - 1) };
}
