/** The picture of the floor: what is left after full GCs against requests, in the units of an SVG. Pure. */
import type { SlopePart } from '#server/contract.ts';

export interface Frame {
  readonly width: number;
  readonly height: number;
  /** Room for the axes' words: left of, and below the plot. */
  readonly left: number;
  readonly bottom: number;
  readonly top: number;
  readonly right: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface FloorPicture {
  readonly floor: readonly Point[];
  /** The same of an earlier verdict, or none. */
  readonly before: readonly Point[];
  /** From the first reading, the steepest rise that passes. */
  readonly limit: readonly [Point, Point];
  readonly lowest: number;
  readonly highest: number;
  readonly mostRequests: number;
}

/** Room above and below the lines, as a part of their span. */
const MARGIN = 0.12;
/** A floor that hardly moves is drawn flat, not magnified until noise looks like a mountain. */
const MIN_SPAN_BYTES = 2 ** 20;
const MIN_SPAN_ITEMS = 50;

export function floorPicture(part: SlopePart, before: SlopePart | null, frame: Frame): FloorPicture {
  const first = part.floor[0] ?? 0;
  const firstRequests = part.requests[0] ?? 0;
  const mostRequests = Math.max(1, ...part.requests, ...(before?.requests ?? []));
  const limitAtEnd = first + (mostRequests - firstRequests) * part.maxPerRequest;
  const values = [...part.floor, ...(before?.floor ?? []), limitAtEnd];
  const low = Math.min(...values);
  const inBytes = part.measure === 'heapUsed' || part.measure === 'external' || part.measure === 'arrayBuffers';
  const minSpan = inBytes ? MIN_SPAN_BYTES : MIN_SPAN_ITEMS;
  const high = Math.max(...values, low + minSpan);
  const margin = (high - low) * MARGIN;
  const lowest = Math.max(0, low - margin);
  const highest = high + margin;

  const plotWidth = frame.width - frame.left - frame.right;
  const plotHeight = frame.height - frame.top - frame.bottom;
  const at = (requests: number, value: number): Point => ({
    x: frame.left + (requests / mostRequests) * plotWidth,
    y: frame.top + (1 - (value - lowest) / (highest - lowest)) * plotHeight,
  });
  const line = ({ floor, requests }: SlopePart): Point[] =>
    floor.map((value, index) => at(requests[index] ?? 0, value));
  return {
    floor: line(part),
    before: before ? line(before) : [],
    limit: [at(firstRequests, first), at(mostRequests, limitAtEnd)],
    lowest,
    highest,
    mostRequests,
  };
}

export const polyline = (points: readonly Point[]): string =>
  points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
