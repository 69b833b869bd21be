/** Where each box of a flame graph stands, in CSS pixels. Numbers only. */
import { flameWidth, type FlameLayout } from '#pprof/flame.ts';

export interface Rect {
  /** Number of the box in the layout. */
  readonly box: number;
  readonly x: number;
  readonly width: number;
}

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

/** The part `window` of a layout, as wide as `width`. */
export interface View {
  readonly width: number;
  readonly window: Window;
}

/**
 * Tells the boxes of a level that are in sight, from left to right. Edges are whole pixels, so neighbours never
 * overlap; a box is never wider than its caller. Only what is in sight is looked at, and nothing is allocated: this is
 * what a drawing is made of, sixty times a second.
 */
export function forEachBox(
  layout: FlameLayout,
  level: number,
  { width, window }: View,
  see: (box: number, x: number, width: number) => void,
): void {
  const { start, levels } = layout;
  const total = flameWidth(layout, 0);
  if (total <= 0 || width <= 0) return;
  const scale = width / (total * (window.to - window.from));
  const origin = total * window.from;
  const ends = endsOf(layout);
  const end = levels[level + 1]!;
  for (let box = firstEndingAfter(layout, level, origin), reached = 0; box < end && reached < width; box++) {
    // Half a pixel more, and cut: it is rounded.
    const right = Math.min(((ends[box]! - origin) * scale + 0.5) | 0, width);
    // What reaches beyond the sides is cut there, so that its name stays in sight.
    const x = Math.max(((start[box]! - origin) * scale + 0.5) | 0, 0);
    if (right > reached && right > x) see(box, x, right - x);
    reached = right;
    // Most boxes of a large profile end in the pixel that the one before them ended in: nothing else is asked of those.
    const next = (right + 0.5) / scale + origin;
    while (box + 1 < end && ends[box + 1]! < next) box++;
  }
}

export function rectsOf(layout: FlameLayout, level: number, view: View): readonly Rect[] {
  const rects: Rect[] = [];
  forEachBox(layout, level, view, (box, x, width) => rects.push({ box, x, width }));
  return rects;
}

/** A level's boxes stand from left to right: those before this one end at `value` or earlier. */
function firstEndingAfter(layout: FlameLayout, level: number, value: number): number {
  const ends = endsOf(layout);
  let low = layout.levels[level]!;
  let high = layout.levels[level + 1]!;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ends[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

const knownEnds = new WeakMap<FlameLayout, Float64Array>();

/** Where each box ends: one look instead of three, for each of the thousands that a drawing goes through. */
function endsOf(layout: FlameLayout): Float64Array {
  let known = knownEnds.get(layout);
  if (known === undefined) {
    known = layout.start.map((start, box) => start + flameWidth(layout, box));
    knownEnds.set(layout, known);
  }
  return known;
}

const widest = new WeakMap<FlameLayout, Float64Array>();

/** How many levels have a box as wide as half a pixel anywhere: the same while the graph is moved sideways. */
export function levelsInSight(layout: FlameLayout, { width, window }: View): number {
  const total = flameWidth(layout, 0);
  if (total <= 0 || width <= 0) return 0;
  const scale = width / (total * (window.to - window.from));
  let known = widest.get(layout);
  if (known === undefined) widest.set(layout, (known = widestOf(layout)));
  const beyond = known.findIndex((boxWidth) => boxWidth * scale < MIN_WIDTH / 2);
  return beyond === -1 ? known.length : beyond;
}

function widestOf(layout: FlameLayout): Float64Array {
  const found = new Float64Array(layout.levels.length - 1);
  for (let level = 0; level < found.length; level++) {
    for (let box = layout.levels[level]!; box < layout.levels[level + 1]!; box++)
      found[level] = Math.max(found[level]!, flameWidth(layout, box));
  }
  return found;
}

/** Narrower boxes have no label. */
export const labelWidth = (charWidth: number): number => MIN_LABEL * charWidth + 2 * LABEL_PADDING;

/** As much of `name` as fits into `width` at `charWidth` a character; empty when too little would. */
export function fittedLabel(name: string, width: number, charWidth: number): string {
  const room = Math.floor((width - 2 * LABEL_PADDING) / charWidth);
  if (name.length <= room) return name;
  return room >= MIN_LABEL ? `${name.slice(0, room - 1)}…` : '';
}
