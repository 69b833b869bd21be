/** What of a flame answer stands where: rows from top to bottom, and how keys and pointer find their way in them. Pure. */
import type { FlameLayout } from '#pprof/flame.ts';
import type { FlameAnswer } from '../engine/protocol.ts';
import { ROW_HEIGHT, visibleRows, WHOLE, type Rect, type Window } from './geometry.ts';

export interface SceneRow {
  readonly layout: FlameLayout;
  /** Where the children of this row's boxes are drawn. */
  readonly grows: 'down' | 'up';
  readonly rects: readonly Rect[];
}

export interface Scene {
  readonly rows: readonly SceneRow[];
  /** The row that everything hangs from: the root's, or the pivot's. */
  readonly origin: number;
}

/** A box and the row it stands in: the same number means another box in the other layout. */
export interface Spot {
  readonly row: number;
  readonly box: number;
}

const PIVOT = 1;

/** With a pivot its callers stand above it, the nearest one nearest, and its callees below. */
export function sceneOf({ callees, callers, pivot }: FlameAnswer, width: number, window: Window = WHOLE): Scene {
  if (pivot === '') {
    const layout = (callees ?? callers)!;
    const rows = visibleRows(layout, 0, width, window);
    return { rows: rows.map((rects) => ({ layout, grows: 'down', rects })), origin: 0 };
  }
  if (callees === null || callers === null || callees.boxCount <= PIVOT) return { rows: [], origin: 0 };
  const below = visibleRows(callees, PIVOT, width, window).slice(1);
  const above = visibleRows(callers, PIVOT, width, window).slice(2);
  return {
    rows: [
      ...above.toReversed().map((rects): SceneRow => ({ layout: callers, grows: 'up', rects })),
      ...below.map((rects): SceneRow => ({ layout: callees, grows: 'down', rects })),
    ],
    origin: above.length,
  };
}

export const originSpot = ({ rows, origin }: Scene): Spot | null => {
  const rect = rows[origin]?.rects[0];
  return rect === undefined ? null : { row: origin, box: rect.box };
};

/** The box at a point, or null. */
export function spotAt({ rows }: Scene, x: number, y: number): Spot | null {
  const row = Math.floor(y / ROW_HEIGHT);
  const hit = rows[row]?.rects.find((rect) => x >= rect.x && x < rect.x + rect.width);
  return hit === undefined ? null : { row, box: hit.box };
}

/** The box that an arrow key leads to from `spot`, among those that are drawn; `spot` itself at a border. */
export function spotBeside(scene: Scene, spot: Spot, key: string): Spot {
  const { rows, origin } = scene;
  const here = rows[spot.row];
  if (here === undefined) return spot;
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    const at = here.rects.findIndex(({ box }) => box === spot.box);
    const next = here.rects[at + (key === 'ArrowRight' ? 1 : -1)];
    return next === undefined ? spot : { row: spot.row, box: next.box };
  }
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return spot;
  const row = spot.row + (key === 'ArrowDown' ? 1 : -1);
  const there = rows[row];
  if (there === undefined) return spot;
  const away = Math.abs(row - origin) > Math.abs(spot.row - origin);
  // The pivot has two sides, which number it alike.
  const box = away
    ? firstChild(there, spot.box)
    : row === origin
      ? rows[origin]!.rects[0]!.box
      : here.layout.parent[spot.box]!;
  return box === null ? spot : { row, box };
}

/** The engine puts the widest first. */
function firstChild({ layout, rects }: SceneRow, box: number): number | null {
  return rects.find((rect) => layout.parent[rect.box] === box)?.box ?? null;
}

/** Name of a box; the root has none of its own. */
export function nameAt({ rows }: Scene, { row, box }: Spot): string | null {
  const layout = rows[row]?.layout;
  return layout === undefined || box === 0 ? null : layout.frames[layout.frame[box]!]!.name;
}
