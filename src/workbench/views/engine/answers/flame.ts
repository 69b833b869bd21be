import { flameWidth, layoutFlame, type FlameLayout } from '#pprof/flame.ts';
import type { NodeInfo } from '#pprof/node-info.ts';
import type { ReportOptions } from '#pprof/options.ts';
import { sampleIndex } from '#pprof/sample-index.ts';
import { headOf } from '../head.ts';
import type { FlameAnswer } from '../protocol.ts';
import type { Subject } from '../subject.ts';

/**
 * Boxes narrower than this share of the whole are not sent to the page: on a screen 8000 pixels wide they would be
 * thinner than one. A profile of a million samples has six million boxes, nearly all of them such.
 */
const THINNEST = 1 / 8000;

export function flameAnswer(
  subject: Subject,
  options: Partial<ReportOptions>,
  { inverted, pivot }: { readonly inverted: boolean; readonly pivot: string },
): FlameAnswer {
  // As in pprof, a flame graph tells functions of the same name in two files apart, and is about everything.
  const { granularity: _, trim: __, ...rest } = options;
  const layout = (direction: 'callees' | 'callers'): FlameLayout =>
    withoutThinnest(layoutFlame(subject.profile, { ...rest, direction, ...(pivot === '' ? {} : { pivot }) }));
  const callees = pivot !== '' || !inverted ? layout('callees') : null;
  const callers = pivot !== '' || inverted ? layout('callers') : null;
  const { total, warnings } = (callees ?? callers)!;
  const { samples } = subject.profile;
  const shown = samples.values[sampleIndex(subject.profile, options.sampleIndex ?? '')]!;
  return {
    kind: 'flame',
    ...headOf(subject, options, { total, warnings }),
    callees,
    callers,
    isSigned: subject.isDifference || shown.some((value) => value < 0),
    pivot,
  };
}

/** The same layout with the boxes that can be seen. Children are the widest first, so what goes is at their end. */
export function withoutThinnest(layout: FlameLayout): FlameLayout {
  const least = flameWidth(layout, 0) * THINNEST;
  const kept: number[] = [0];
  const parent: number[] = [0];
  const children: number[] = [];
  const levels: number[] = [0];
  let levelEnd = 1;
  for (let place = 0; place < kept.length; place++) {
    if (place === levelEnd) {
      levels.push(place);
      levelEnd = kept.length;
    }
    children.push(kept.length);
    const box = kept[place]!;
    for (let child = layout.children[box]!; child < layout.children[box + 1]!; child++) {
      if (flameWidth(layout, child) < least) break;
      kept.push(child);
      parent.push(place);
    }
  }
  children.push(kept.length);
  levels.push(kept.length);
  const boxes = Uint32Array.from(kept);
  const picked = (column: Float64Array): Float64Array => Float64Array.from(boxes, (box) => column[box]!);
  const { frames, frame } = onlyUsed(layout, boxes);
  return {
    ...layout,
    boxCount: kept.length,
    frames,
    frame,
    parent: Uint32Array.from(parent),
    start: picked(layout.start),
    added: picked(layout.added),
    removed: picked(layout.removed),
    self: picked(layout.self),
    levels: Uint32Array.from(levels),
    children: Uint32Array.from(children),
  };
}

/** Functions that no box is left of stay here: there can be tens of thousands, and each is copied on its way. */
function onlyUsed(layout: FlameLayout, boxes: Uint32Array): Pick<FlameLayout, 'frames' | 'frame'> {
  const frames: NodeInfo[] = [];
  const places = new Map<number, number>();
  const frame = boxes.map((box, index) => {
    // The root has no function.
    if (index === 0) return 0;
    const old = layout.frame[box]!;
    let place = places.get(old);
    if (place === undefined) places.set(old, (place = frames.push(layout.frames[old]!) - 1));
    return place;
  });
  return { frames, frame };
}
