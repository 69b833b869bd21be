/** Looking at a part of the flame graph's width from closer by. Pure. */
import { WHOLE, type Window } from './geometry.ts';

/** Boxes that are thinner than a pixel without zoom are not there at all: closer than this one would miss them. */
const MOST_ZOOM = 16;

/** Kept within the whole. */
function within(from: number, length: number): Window {
  if (length >= 1) return WHOLE;
  const start = Math.min(Math.max(from, 0), 1 - length);
  return { from: start, to: start + length };
}

/** Zooms by `factor` (above 1: closer); what stands at `fraction` of the width in sight stays there. */
export function zoomedWindow({ from, to }: Window, factor: number, fraction: number): Window {
  const length = Math.min(Math.max((to - from) / factor, 1 / MOST_ZOOM), 1);
  return within(from + (to - from - length) * fraction, length);
}

/** Moves by a share of what is in sight. */
export const movedWindow = ({ from, to }: Window, fraction: number): Window =>
  within(from + (to - from) * fraction, to - from);

export const isWhole = ({ from, to }: Window): boolean => to - from >= 1;
