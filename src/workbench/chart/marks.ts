/** Which mark of a run stands where on the chart, and whether its words fit beside it. Pure. */
import type { Mark } from '#server/contract.ts';
import type { ShapeName } from '../shapes.ts';

export type MarkKind = Mark['kind'];

/** Each kind has a shape of its own, and a token for its colour. */
export const MARK_STYLE: Readonly<Record<MarkKind, { readonly shape: ShapeName; readonly token: `--vz-${string}` }>> = {
  start: { shape: 'right', token: '--vz-text-muted' },
  restart: { shape: 'again', token: '--vz-accent' },
  fix: { shape: 'check', token: '--vz-fixed' },
  stop: { shape: 'square', token: '--vz-text-muted' },
  crash: { shape: 'cross', token: '--vz-danger' },
  'load-start': { shape: 'up', token: '--vz-leak' },
  'load-end': { shape: 'down', token: '--vz-leak' },
  gc: { shape: 'diamond', token: '--vz-fixed' },
  capture: { shape: 'ring', token: '--vz-accent' },
};

export interface PlacedMark {
  readonly kind: MarkKind;
  readonly x: number;
  /** Empty when there is no room for words before the next mark or the edge. */
  readonly label: string;
}

/** Room that a shape takes, and the gap after words, in pixels. */
const SHAPE_WIDTH = 12;
const GAP = 4;

export interface MarkPlacement {
  /** Pixel of a time. */
  readonly toX: (t: number) => number;
  readonly from: number;
  readonly to: number;
  readonly labelOf: (kind: MarkKind) => string;
  readonly widthOf: (label: string) => number;
}

/** Marks within `from … to` pixels, left to right. Shapes may touch; words never overlap a shape or other words. */
export function placeMarks(marks: readonly Mark[], { toX, from, to, labelOf, widthOf }: MarkPlacement): PlacedMark[] {
  const inside = marks
    .map(({ t, kind }) => ({ kind, x: toX(t) }))
    .filter(({ x }) => x >= from && x <= to)
    .sort((a, b) => a.x - b.x);
  return inside.map(({ kind, x }, index) => {
    const limit = index + 1 < inside.length ? inside[index + 1]!.x - SHAPE_WIDTH / 2 : to;
    const label = labelOf(kind);
    const fits = x + SHAPE_WIDTH / 2 + widthOf(label) + GAP <= limit;
    return { kind, x, label: fits ? label : '' };
  });
}

/** A stretch of time under load, in epoch milliseconds; `to` is null while it goes on. */
export interface LoadSpan {
  readonly from: number;
  readonly to: number | null;
}

/** Load goes from its start to its end, or to whatever ended the process. */
export function loadSpans(marks: readonly Mark[]): LoadSpan[] {
  const spans: LoadSpan[] = [];
  let from: number | null = null;
  for (const { kind, t } of marks) {
    if (kind === 'load-start') from ??= t;
    else if (
      from !== null &&
      (kind === 'load-end' || kind === 'crash' || kind === 'stop' || kind === 'restart' || kind === 'fix')
    ) {
      spans.push({ from, to: t });
      from = null;
    }
  }
  if (from !== null) spans.push({ from, to: null });
  return spans;
}
