/** Draws a flame graph on a canvas, sharp at any pixel density. */
import { fittedLabel, LABEL_PADDING, ROW_HEIGHT, type Rect } from './geometry.ts';
import { originOf, type Origin } from './origin.ts';
import type { Scene, SceneRow, Spot } from './scene.ts';

export interface Palette {
  readonly surface: string;
  readonly text: string;
  readonly outline: string;
  readonly origins: Readonly<Record<Origin, string>>;
  /** Of a comparison. */
  readonly more: string;
  readonly less: string;
  readonly same: string;
  readonly font: string;
}

export interface Painting {
  readonly scene: Scene;
  /** Word for box 0. */
  readonly rootName: string;
  readonly width: number;
  readonly height: number;
  readonly pixelRatio: number;
  readonly isDifference: boolean;
  readonly hovered: Spot | null;
  /** The box that the keyboard stands on; null while the canvas has no focus. */
  readonly focused: Spot | null;
  /** Boxes of this function stand out; empty is none. */
  readonly selected: string;
  /** Boxes that the search finds stand out, the others step back; null without a search. */
  readonly isFound: ((name: string) => boolean) | null;
}

/** Opacity of a box's colour over the surface: text on it keeps a contrast above 7:1 in both themes. */
const FILL = 0.3;
const FILL_STRONG = 0.5;
const FILL_BACK = 0.1;
/** The gap that tells neighbours apart. */
const GAP = 1;

export function paintFlame(canvas: HTMLCanvasElement, painting: Painting, palette: Palette): void {
  const { scene, width, height, pixelRatio } = painting;
  const ctx = canvas.getContext('2d', { alpha: false });
  if (!ctx) return;
  // A new size is a new picture in memory: not for every frame of a zoom.
  const size = { width: Math.round(width * pixelRatio), height: Math.round(height * pixelRatio) };
  if (canvas.width !== size.width || canvas.height !== size.height) Object.assign(canvas, size);
  ctx.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  ctx.fillStyle = palette.surface;
  ctx.fillRect(0, 0, width, height);
  ctx.font = palette.font;
  ctx.textBaseline = 'middle';
  const charWidth = ctx.measureText('M').width;
  scene.rows.forEach((row, index) => {
    for (const rect of row.rects) paintBox(ctx, painting, palette, row, index, rect, charWidth);
  });
}

function paintBox(
  ctx: CanvasRenderingContext2D,
  { rootName, isDifference, hovered, focused, selected, isFound }: Painting,
  palette: Palette,
  { layout }: SceneRow,
  row: number,
  rect: Rect,
  charWidth: number,
): void {
  const y = row * ROW_HEIGHT;
  const info = rect.box === 0 ? null : layout.frames[layout.frame[rect.box]!]!;
  const name = info?.name ?? rootName;
  const isHere = (spot: Spot | null): boolean => spot?.row === row && spot.box === rect.box;
  const isSelected = info !== null && info.name === selected;
  const found = isFound !== null && info !== null && isFound(info.name);
  const { colour, strength } = isDifference
    ? changeColour(layout.added[rect.box]!, layout.removed[rect.box]!, palette)
    : { colour: palette.origins[originOf(info?.file ?? '')], strength: 1 };
  const stands = isSelected || found || isHere(hovered);
  ctx.globalAlpha = (stands ? FILL_STRONG : isFound === null ? FILL : FILL_BACK) * strength;
  ctx.fillStyle = colour;
  const inner = rect.width > 2 * GAP ? rect.width - GAP : rect.width;
  ctx.fillRect(rect.x, y, inner, ROW_HEIGHT - GAP);
  ctx.globalAlpha = 1;
  const label = fittedLabel(name, inner, charWidth);
  if (label) {
    ctx.fillStyle = palette.text;
    ctx.fillText(label, rect.x + LABEL_PADDING, y + (ROW_HEIGHT - GAP) / 2);
  }
  if (isSelected || found) outline(ctx, rect, y, palette.outline, 1);
  if (isHere(focused)) outline(ctx, rect, y, palette.outline, 2);
}

/** The more a box changed, for its size, the stronger its colour. */
function changeColour(
  added: number,
  removed: number,
  { more, less, same }: Palette,
): { colour: string; strength: number } {
  const width = added + removed;
  const change = width === 0 ? 0 : (added - removed) / width;
  if (Math.abs(change) < 0.005) return { colour: same, strength: 0.6 };
  return { colour: change > 0 ? more : less, strength: 0.45 + 0.55 * Math.min(Math.abs(change) * 2, 1) };
}

function outline(ctx: CanvasRenderingContext2D, rect: Rect, y: number, colour: string, lineWidth: number): void {
  ctx.strokeStyle = colour;
  ctx.lineWidth = lineWidth;
  const inset = lineWidth / 2;
  ctx.strokeRect(rect.x + inset, y + inset, Math.max(rect.width - GAP - lineWidth, 1), ROW_HEIGHT - GAP - lineWidth);
}
