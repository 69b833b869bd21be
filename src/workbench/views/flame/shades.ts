/** What the colour of a box says, as a number: worked out once for a layout, since one drawing asks for thousands. */
import type { FlameLayout } from '#pprof/flame.ts';
import { originOf, type Origin } from './origin.ts';
import type { Palette } from './palette.ts';

const ORIGINS: readonly Origin[] = ['other', 'yours', 'library', 'node'];
/** Box 0 is everything, and nobody's. */
const OTHER = 0;

/** Steps from “hardly changed” to “all of it is new”, or gone: enough for the eye, few enough to be mixed once each. */
const STEPS = 16;
/** A change below this share of the box is none. */
const SAME_BELOW = 0.005;
/** Half of a box that changed is as strong as it gets. */
const STRONGEST_AT = 0.5;

const known = { origins: new WeakMap<FlameLayout, Uint8Array>(), changes: new WeakMap<FlameLayout, Uint8Array>() };

/** The shade of each box: whose its function is, or how the box changed. */
export function shadesOf(layout: FlameLayout, isSigned: boolean): Uint8Array {
  const shades = isSigned ? known.changes : known.origins;
  let found = shades.get(layout);
  if (found === undefined) shades.set(layout, (found = (isSigned ? changesOf : originsOf)(layout)));
  return found;
}

/** The pixel of each shade, mixed with the surface at this opacity. */
export function pixelsOf(palette: Palette, isSigned: boolean, opacity: number): Uint32Array {
  if (!isSigned) return Uint32Array.from(ORIGINS, (origin) => palette.pixel(palette.origins[origin], opacity));
  const { same, more, less } = palette;
  const stepsOf = (colour: string): number[] =>
    Array.from({ length: STEPS }, (_, step) => palette.pixel(colour, opacity * (0.45 + (0.55 * (step + 1)) / STEPS)));
  return Uint32Array.from([palette.pixel(same, opacity * 0.6), ...stepsOf(more), ...stepsOf(less)]);
}

function originsOf({ frames, frame, boxCount }: FlameLayout): Uint8Array {
  const ofFrames = Uint8Array.from(frames, ({ file }) => ORIGINS.indexOf(originOf(file)));
  const shades = new Uint8Array(boxCount).fill(OTHER);
  for (let box = 1; box < boxCount; box++) shades[box] = ofFrames[frame[box]!]!;
  return shades;
}

/** 0 is unchanged; then the steps of what grew, then of what shrank. */
function changesOf({ added, removed, boxCount }: FlameLayout): Uint8Array {
  const shades = new Uint8Array(boxCount);
  for (let box = 0; box < boxCount; box++) {
    const width = added[box]! + removed[box]!;
    const change = width === 0 ? 0 : (added[box]! - removed[box]!) / width;
    if (Math.abs(change) < SAME_BELOW) continue;
    const step = Math.ceil(Math.min(Math.abs(change) / STRONGEST_AT, 1) * STEPS);
    shades[box] = change > 0 ? step : STEPS + step;
  }
  return shades;
}
