/** Draws a flame graph on a canvas, sharp at any pixel density. */
import type { FlameLayout } from '#pprof/flame.ts';
import { fittedLabel, LABEL_PADDING, ROW_HEIGHT, type Rect, type Rows } from './geometry.ts';
import { originOf, type Origin } from './origin.ts';

export interface Palette {
  readonly surface: string;
  readonly text: string;
  readonly outline: string;
  readonly origins: Readonly<Record<Origin, string>>;
  readonly font: string;
}

export interface Painting {
  readonly layout: FlameLayout;
  readonly rows: Rows;
  /** Word for box 0. */
  readonly rootName: string;
  /** The box that fills the width; those above it are there for orientation. */
  readonly zoom: number;
  readonly width: number;
  readonly height: number;
  readonly pixelRatio: number;
  readonly hovered: number | null;
  /** The box that the keyboard stands on; null while the canvas has no focus. */
  readonly focused: number | null;
  /** Boxes of this function stand out. */
  readonly marked: string | null;
}

/** Opacity of a box's colour over the surface: text on it keeps a contrast above 7:1 in both themes. */
const FILL = 0.3;
const FILL_STRONG = 0.5;
const FILL_ABOVE = 0.14;
/** The gap that tells neighbours apart. */
const GAP = 1;

export function paintFlame(canvas: HTMLCanvasElement, painting: Painting, palette: Palette): void {
  const { layout, rows, width, height, pixelRatio, hovered, focused, marked } = painting;
  canvas.width = Math.round(width * pixelRatio);
  canvas.height = Math.round(height * pixelRatio);
  const ctx = canvas.getContext('2d');
  if (!ctx) return;
  ctx.scale(pixelRatio, pixelRatio);
  ctx.fillStyle = palette.surface;
  ctx.fillRect(0, 0, width, height);
  ctx.font = palette.font;
  ctx.textBaseline = 'middle';
  const charWidth = ctx.measureText('M').width;

  rows.forEach((row, depth) => {
    const y = depth * ROW_HEIGHT;
    for (const rect of row) {
      const info = rect.box === 0 ? null : layout.frames[layout.frame[rect.box]!]!;
      const name = info ? info.name : painting.rootName;
      const isMarked = info !== null && info.name === marked;
      const isAbove = row.length === 1 && rect.box < painting.zoom;
      ctx.globalAlpha = isMarked || rect.box === hovered ? FILL_STRONG : isAbove ? FILL_ABOVE : FILL;
      ctx.fillStyle = palette.origins[originOf(info?.file ?? '')];
      const inner = rect.width > 2 * GAP ? rect.width - GAP : rect.width;
      ctx.fillRect(rect.x, y, inner, ROW_HEIGHT - GAP);
      ctx.globalAlpha = 1;
      const label = fittedLabel(name, inner, charWidth);
      if (label) {
        ctx.fillStyle = palette.text;
        ctx.fillText(label, rect.x + LABEL_PADDING, y + (ROW_HEIGHT - GAP) / 2);
      }
      if (isMarked) outline(ctx, rect, y, palette.outline, 1);
      if (rect.box === focused) outline(ctx, rect, y, palette.outline, 2);
    }
  });
}

function outline(ctx: CanvasRenderingContext2D, rect: Rect, y: number, colour: string, lineWidth: number): void {
  ctx.strokeStyle = colour;
  ctx.lineWidth = lineWidth;
  const inset = lineWidth / 2;
  ctx.strokeRect(rect.x + inset, y + inset, Math.max(rect.width - GAP - lineWidth, 1), ROW_HEIGHT - GAP - lineWidth);
}
