/** Draws a timeline on a canvas, sharp at any pixel density. */
import { fittedLabel } from '../views/flame/geometry.ts';
import { ticksOf, type Range } from './range.ts';
import { AXIS, LANE, laneTop, TITLE, type Stage } from './stage.ts';
import {
  firstEndingAfter,
  laneCount,
  laneOf,
  type SpanSpot,
  type Timeline,
  type Track,
  type TrackKind,
} from './timeline.ts';

export interface TimelinePalette {
  readonly surface: string;
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly tracks: Readonly<Record<TrackKind, string>>;
  readonly font: string;
  readonly titleFont: string;
}

export interface TimelinePainting {
  readonly timeline: Timeline;
  readonly stage: Stage;
  readonly range: Range;
  readonly width: number;
  readonly pixelRatio: number;
  readonly titles: Readonly<Record<TrackKind, string>>;
  readonly timeText: (ms: number) => string;
  readonly hovered: SpanSpot | null;
  readonly current: SpanSpot | null;
}

const FILL = 0.34;
const FILL_HOVERED = 0.55;
const TICK_ROOM = 110;
/** A label in less room says nothing. */
const LABEL_FROM = 24;

export function paintTimeline(canvas: HTMLCanvasElement, painting: TimelinePainting, palette: TimelinePalette): void {
  const { timeline, stage, range, width, pixelRatio } = painting;
  canvas.width = Math.round(width * pixelRatio);
  canvas.height = Math.round(stage.height * pixelRatio);
  const ctx = canvas.getContext('2d');
  if (ctx === null) return;
  ctx.scale(pixelRatio, pixelRatio);
  ctx.fillStyle = palette.surface;
  ctx.fillRect(0, 0, width, stage.height);
  ctx.textBaseline = 'middle';
  ctx.font = palette.titleFont;
  for (const tick of ticksOf(range, width / TICK_ROOM)) {
    const x = Math.round(((tick - range.from) / (range.to - range.from)) * width) + 0.5;
    ctx.fillStyle = palette.line;
    ctx.fillRect(x, AXIS, 1, stage.height - AXIS);
    ctx.fillStyle = palette.muted;
    ctx.fillText(painting.timeText(tick), x + 3, AXIS / 2);
  }
  timeline.tracks.forEach((track, index) => {
    ctx.font = palette.titleFont;
    ctx.fillStyle = palette.muted;
    ctx.fillText(painting.titles[track.kind], 4, stage.tops[index]! + TITLE / 2);
    ctx.font = palette.font;
    for (let lane = 0; lane < laneCount(track); lane++) paintLane(ctx, painting, palette, track, index, lane);
  });
  if (painting.current !== null) outline(ctx, painting, palette, painting.current);
}

function outline(
  ctx: CanvasRenderingContext2D,
  { timeline, stage, range, width }: TimelinePainting,
  palette: TimelinePalette,
  { track: index, span }: SpanSpot,
): void {
  const track = timeline.tracks[index]!;
  const perMs = width / (range.to - range.from);
  const x = Math.max((track.start[span]! - range.from) * perMs, 0);
  const right = Math.min((track.end[span]! - range.from) * perMs, width);
  if (right < 0 || x > width) return;
  ctx.strokeStyle = palette.text;
  ctx.lineWidth = 2;
  ctx.strokeRect(x + 1, laneTop(stage, index, laneOf(track, span)) + 1, Math.max(right - x - 3, 1), LANE - 3);
}

/** Spans that are thinner than a pixel share it: what takes time is the pixels, not the spans. */
function paintLane(
  ctx: CanvasRenderingContext2D,
  { timeline, stage, range, width, hovered }: TimelinePainting,
  palette: TimelinePalette,
  track: Track,
  trackIndex: number,
  lane: number,
): void {
  const y = laneTop(stage, trackIndex, lane);
  const perMs = width / (range.to - range.from);
  const charWidth = ctx.measureText('M').width;
  const end = track.lanes[lane + 1]!;
  // Nothing ended before the first instant, though what has no length ends at it.
  const from = range.from > 0 ? range.from : -Infinity;
  for (let span = firstEndingAfter(track, lane, from); span < end;) {
    const start = track.start[span]!;
    if (start >= range.to) break;
    const x = Math.max((start - range.from) * perMs, 0);
    const right = Math.min((track.end[span]! - range.from) * perMs, width);
    const extent = Math.max(right - x, 1);
    const isHovered = hovered?.track === trackIndex && hovered.span === span;
    ctx.globalAlpha = isHovered ? FILL_HOVERED : FILL;
    ctx.fillStyle = palette.tracks[track.kind];
    ctx.fillRect(x, y, extent > 3 ? extent - 1 : extent, LANE - 1);
    ctx.globalAlpha = 1;
    if (extent >= LABEL_FROM) {
      const label = fittedLabel(timeline.names[track.name[span]!]!, extent - 1, charWidth);
      ctx.fillStyle = palette.text;
      if (label !== '') ctx.fillText(label, x + 4, y + LANE / 2);
    }
    const next = span + 1;
    // All that ends within this pixel is drawn already.
    const drawnTo = range.from + (x + Math.max(extent, 1)) / perMs;
    span = extent > 1 ? next : Math.max(next, firstEndingAfter(track, lane, drawnTo));
  }
}
