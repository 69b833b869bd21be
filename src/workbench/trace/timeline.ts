/** A trace as it is drawn: tracks of spans, in columns, for there can be hundreds of thousands. */

export type TrackKind = 'functions' | 'loop' | 'gc' | 'requests';

export interface Track {
  readonly kind: TrackKind;
  /** Rows of spans; within one, none overlaps another. The spans of lane `n` are `lanes[n]` to `lanes[n + 1]`. */
  readonly lanes: Uint32Array;
  /** Milliseconds since the trace began; in each lane from left to right. */
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** Index into {@link Timeline.names}. */
  readonly name: Uint32Array;
  /** Index into {@link Timeline.details}. */
  readonly detail: Uint32Array;
}

/** What is known of a span beyond its name and times. */
export interface SpanDetail {
  readonly file?: string;
  readonly line?: number;
  /** What is not in the trace: it was under way before, or still is after. */
  readonly cut?: 'begin' | 'end';
  /** What the runtime noted: an address, sizes of the heap. */
  readonly facts: readonly (readonly [name: string, value: string | number])[];
}

export interface Timeline {
  readonly durationMs: number;
  /** Those that have spans, in the order of the drawing. */
  readonly tracks: readonly Track[];
  readonly names: readonly string[];
  /** The first one is empty. */
  readonly details: readonly SpanDetail[];
  readonly eventCount: number;
}

/** A span and where it stands. */
export interface SpanSpot {
  readonly track: number;
  readonly span: number;
}

export const laneCount = ({ lanes }: Track): number => lanes.length - 1;

export function laneOf({ lanes }: Track, span: number): number {
  let low = 0;
  let high = lanes.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (lanes[middle]! <= span) low = middle;
    else high = middle;
  }
  return low;
}

/** The first span of a lane that ends after `time`; the lane's end if none does. */
export function firstEndingAfter({ lanes, end }: Track, lane: number, time: number): number {
  let low = lanes[lane]!;
  let high = lanes[lane + 1]!;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (end[middle]! <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}
