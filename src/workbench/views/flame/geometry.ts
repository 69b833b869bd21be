/**
 * Where each box of a flame graph stands, and which one is meant by a point or a key. Numbers only, in CSS pixels;
 * the root is on top (icicle), callees below.
 */
import { flameWidth, type FlameLayout } from '#pprof/flame.ts';

export interface Rect {
  /** Number of the box in the layout. */
  readonly box: number;
  readonly x: number;
  readonly width: number;
}

/** Rects by depth, each row from left to right. Rows above the zoomed box hold one rect, its ancestor. */
export type Rows = readonly (readonly Rect[])[];

export const ROW_HEIGHT = 22;
/** Narrower boxes are left out with all below them: nobody could see or hit them. Their callers show their value. */
const MIN_WIDTH = 1;
/** Where a label begins within its box. */
export const LABEL_PADDING = 5;
/** Shorter than this a label says nothing. */
const MIN_LABEL = 3;

/** The part of the width that is in sight, as shares of all of it. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

export const WHOLE: Window = { from: 0, to: 1 };

/**
 * The boxes to draw when the part `window` of box `zoom` is as wide as `width`. Edges are whole pixels, so neighbours never overlap. Only
 * what is visible is walked, so that the size of the profile does not matter.
 */
export function visibleRows(layout: FlameLayout, zoom: number, width: number, window: Window = WHOLE): Rows {
  const total = flameWidth(layout, zoom);
  if (total <= 0 || width <= 0) return [];
  const rows: Rect[][] = ancestors(layout, zoom).map((box) => [{ box, x: 0, width }]);
  const scale = width / (total * (window.to - window.from));
  const origin = layout.start[zoom]! + total * window.from;
  const pixel = (value: number): number => Math.round((value - origin) * scale);

  let row: Rect[] = [{ box: zoom, x: 0, width }];
  while (row.length > 0) {
    rows.push(row);
    const below: Rect[] = [];
    for (const { box } of row) {
      for (let child = layout.children[box]!; child < layout.children[box + 1]!; child++) {
        // What reaches beyond the sides is cut there, so that its name stays in sight.
        const x = Math.max(pixel(layout.start[child]!), 0);
        const right = Math.min(pixel(layout.start[child]! + flameWidth(layout, child)), width);
        if (right - x >= MIN_WIDTH) below.push({ box: child, x, width: right - x });
      }
    }
    row = below;
  }
  return rows;
}

/** From the root to the caller of `box`. */
export function ancestors({ parent }: FlameLayout, box: number): number[] {
  const path: number[] = [];
  for (let above = box; above !== 0;) {
    above = parent[above]!;
    path.unshift(above);
  }
  return path;
}

/** As much of `name` as fits into `width` at `charWidth` a character; empty when too little would. */
export function fittedLabel(name: string, width: number, charWidth: number): string {
  const room = Math.floor((width - 2 * LABEL_PADDING) / charWidth);
  if (name.length <= room) return name;
  return room >= MIN_LABEL ? `${name.slice(0, room - 1)}…` : '';
}
