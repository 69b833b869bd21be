/** Draws what of a flame graph is in sight on a canvas, sharp at any pixel density. */
import type { FlameLayout } from '#pprof/flame.ts';
import { fittedLabel, forEachBox, LABEL_PADDING, labelWidth, ROW_HEIGHT } from './geometry.ts';
import type { Palette } from './palette.ts';
import type { Scanlines } from './scanlines.ts';
import type { Scene, Spot } from './scene.ts';
import { pixelsOf, shadesOf } from './shades.ts';

export interface Painting {
  readonly scene: Scene;
  /** Word for box 0. */
  readonly rootName: string;
  /** Of the part that is in sight, as tall as the canvas; the rows may go on above and below it. */
  readonly width: number;
  readonly height: number;
  readonly scrolled: number;
  readonly pixelRatio: number;
  readonly isSigned: boolean;
  readonly hovered: Spot | null;
  /** The box that the keyboard stands on; null while the canvas has no focus. */
  readonly focused: Spot | null;
  /** Boxes of these functions stand out; null when none is selected. */
  readonly isMarked: ((name: string) => boolean) | null;
  /** Boxes that the search finds stand out, the others step back; null without a search. */
  readonly isFound: ((name: string) => boolean) | null;
}

/** Opacity of a box's colour over the surface: text on it keeps a contrast above 7:1 in both themes. */
const FILL = 0.3;
const FILL_STRONG = 0.5;
const FILL_BACK = 0.1;
/** The gap that tells neighbours apart; boxes no wider than two of them have none. */
const GAP = 1;
const BOX_HEIGHT = ROW_HEIGHT - GAP;

/** What comes on top of the boxes. */
interface Overlays {
  readonly labels: { readonly text: string; readonly x: number; readonly y: number }[];
  readonly outlines: { readonly x: number; readonly y: number; readonly width: number; readonly line: number }[];
}

/** The pixel of each shade. */
interface Colours {
  readonly weak: Uint32Array;
  readonly strong: Uint32Array;
}

/** Where it is drawn: a canvas, and the boxes' own picture, which is kept from one drawing to the next. */
export interface Easel {
  readonly canvas: HTMLCanvasElement;
  readonly boxes: Scanlines;
}

export function paintFlame({ canvas, boxes }: Easel, painting: Painting, palette: Palette): void {
  const { scene, width, height, scrolled, pixelRatio } = painting;
  const ctx = canvas.getContext('2d', { alpha: false });
  if (!ctx) return;
  // A new size is a new picture in memory: not for every frame of a zoom.
  const size = { width: Math.round(width * pixelRatio), height: Math.round(height * pixelRatio) };
  if (canvas.width !== size.width || canvas.height !== size.height) Object.assign(canvas, size);
  ctx.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  const first = Math.max(Math.floor(scrolled / ROW_HEIGHT), 0);
  const end = Math.ceil((scrolled + height) / ROW_HEIGHT);
  boxes.begin(width, end - first, palette.pixel(palette.surface, 1));
  const overlays: Overlays = { labels: [], outlines: [] };
  const charWidth = prepareText(ctx, palette);
  const { isSigned, isFound } = painting;
  const colours = {
    weak: pixelsOf(palette, isSigned, isFound === null ? FILL : FILL_BACK),
    strong: pixelsOf(palette, isSigned, FILL_STRONG),
  };
  for (let row = first; row < Math.min(end, scene.rows.length); row++)
    paintRow(boxes, painting, colours, { row, line: row - first }, charWidth, overlays);
  ctx.translate(0, -scrolled);
  boxes.drawOn(ctx, first * ROW_HEIGHT, ROW_HEIGHT);
  ctx.fillStyle = palette.surface;
  for (let row = first; row < end; row++) ctx.fillRect(0, row * ROW_HEIGHT + BOX_HEIGHT, width, GAP);
  ctx.fillStyle = palette.text;
  for (const { text, x, y } of overlays.labels) ctx.fillText(text, x, y);
  ctx.strokeStyle = palette.outline;
  for (const { x, y, width: wide, line } of overlays.outlines) {
    ctx.lineWidth = line;
    ctx.strokeRect(x + line / 2, y + line / 2, Math.max(wide - GAP - line, 1), BOX_HEIGHT - line);
  }
}

function paintRow(
  boxes: Scanlines,
  painting: Painting,
  { weak, strong }: Colours,
  { row, line }: { readonly row: number; readonly line: number },
  charWidth: number,
  { labels, outlines }: Overlays,
): void {
  const { scene, rootName, hovered, focused, isSigned } = painting;
  const { layout, level } = scene.rows[row]!;
  const [hoveredBox, focusedBox] = [boxIn(hovered, row), boxIn(focused, row)];
  const stands = standsOf(layout, painting);
  const shades = shadesOf(layout, isSigned);
  const narrowestLabel = labelWidth(charWidth);
  const y = row * ROW_HEIGHT;
  forEachBox(layout, level, scene.view, (box, x, width) => {
    const stood = box !== 0 && stands !== null && stands(layout.frame[box]!);
    const colours = stood || box === hoveredBox ? strong : weak;
    boxes.fill(line, x, width > 2 * GAP ? width - GAP : width, colours[shades[box]!]!);
    if (width >= narrowestLabel) {
      const name = box === 0 ? rootName : layout.frames[layout.frame[box]!]!.name;
      const text = fittedLabel(name, width - GAP, charWidth);
      if (text !== '') labels.push({ text, x: x + LABEL_PADDING, y: y + BOX_HEIGHT / 2 });
    }
    if (stood) outlines.push({ x, y, width, line: 1 });
    if (box === focusedBox) outlines.push({ x, y, width, line: 2 });
  });
}

const boxIn = (spot: Spot | null, row: number): number => (spot?.row === row ? spot.box : -1);

/** @returns how wide a character is */
function prepareText(ctx: CanvasRenderingContext2D, { font }: Palette): number {
  ctx.font = font;
  ctx.textBaseline = 'middle';
  // The font's characters are all as wide as each other: there is nothing to kern, and no ligature to look for.
  ctx.fontKerning = 'none';
  ctx.textRendering = 'optimizeSpeed';
  return ctx.measureText('M').width;
}

/** Whether a function is selected or found; null when none can be. */
function standsOf(layout: FlameLayout, { isFound, isMarked }: Painting): ((frame: number) => boolean) | null {
  const [found, marked] = [isFound, isMarked].map((tell) => tell && rememberedFor(layout, tell));
  if (!found || !marked) return found ?? marked ?? null;
  return (frame) => found(frame) || marked(frame);
}

const told = new WeakMap<(name: string) => boolean, WeakMap<FlameLayout, (frame: number) => boolean>>();

/** A regular expression is tried once on a function, not once on each of its boxes in each drawing. */
function rememberedFor(layout: FlameLayout, tell: (name: string) => boolean): (frame: number) => boolean {
  let layouts = told.get(tell);
  if (layouts === undefined) told.set(tell, (layouts = new WeakMap()));
  let known = layouts.get(layout);
  if (known === undefined) layouts.set(layout, (known = remembered(({ name }) => tell(name), layout)));
  return known;
}

function remembered<T>(
  tell: (info: FlameLayout['frames'][number]) => T,
  { frames }: FlameLayout,
): (frame: number) => T {
  const known: (T | undefined)[] = Array.from({ length: frames.length });
  return (frame) => (known[frame] ??= tell(frames[frame]!));
}
