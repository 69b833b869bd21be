/** What of a flame answer stands where: rows from top to bottom, and how keys and pointer find their way in them. Pure. */
import type { FlameLayout } from '#pprof/flame.ts';
import type { FlameAnswer } from '../engine/protocol.ts';
import { levelsInSight, rectsOf, ROW_HEIGHT, WHOLE, type Rect, type View, type Window } from './geometry.ts';

/** Rects are worked out when somebody asks for them: a drawing does not. */
export class SceneRow {
  readonly layout: FlameLayout;
  readonly level: number;
  /** Where the children of this row's boxes are drawn. */
  readonly grows: 'down' | 'up';
  readonly #view: View;
  #rects: readonly Rect[] | undefined;

  constructor(layout: FlameLayout, level: number, grows: 'down' | 'up', view: View) {
    this.layout = layout;
    this.level = level;
    this.grows = grows;
    this.#view = view;
  }

  get rects(): readonly Rect[] {
    return (this.#rects ??= rectsOf(this.layout, this.level, this.#view));
  }
}

export interface Scene {
  readonly rows: readonly SceneRow[];
  /** The row that everything hangs from: the root's, or the pivot's. */
  readonly origin: number;
  readonly view: View;
}

/** A box and the row it stands in: the same number means another box in the other layout. */
export interface Spot {
  readonly row: number;
  readonly box: number;
}

/** The pivot is the only box of its level. */
const PIVOT = 1;

/** With a pivot its callers stand above it, the nearest one nearest, and its callees below. */
export function sceneOf({ callees, callers, pivot }: FlameAnswer, width: number, window: Window = WHOLE): Scene {
  const view = { width, window };
  const rowsOf = (layout: FlameLayout, from: number, grows: SceneRow['grows']): SceneRow[] =>
    Array.from(
      { length: Math.max(levelsInSight(layout, view) - from, 0) },
      (_, index) => new SceneRow(layout, from + index, grows, view),
    );
  if (pivot === '') return { rows: rowsOf((callees ?? callers)!, 0, 'down'), origin: 0, view };
  if (callees === null || callers === null || callees.boxCount <= PIVOT) return { rows: [], origin: 0, view };
  const above = rowsOf(callers, PIVOT + 1, 'up');
  return { rows: [...above.reverse(), ...rowsOf(callees, PIVOT, 'down')], origin: above.length, view };
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
