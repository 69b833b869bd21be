/** Where the captures stand on the chart. Pure. */
import type { Capture } from '#server/contract.ts';
import type { TimeScale } from './plot.ts';

export interface PinPlace {
  readonly capture: Capture;
  /** Its number in the list of captures. */
  readonly number: number;
  /** Where it was taken. */
  readonly x: number;
  /** How far its pin has to stand aside, so that no pin covers another. */
  readonly shift: number;
}

/** Pins are to be pressed with a finger too. */
const DISTANCE = 24;

/** Of the run on the chart only: what the judge took was taken of another process. */
export function pinPlaces(
  captures: readonly Capture[],
  { fromSeconds, toSeconds, left, width }: TimeScale,
): PinPlace[] {
  const places: PinPlace[] = [];
  if (toSeconds <= fromSeconds) return places;
  captures.forEach((capture, index) => {
    const seconds = capture.takenAt / 1000;
    if (capture.verdict !== undefined || seconds < fromSeconds || seconds > toSeconds) return;
    const x = left + ((seconds - fromSeconds) / (toSeconds - fromSeconds)) * width;
    const before = places.at(-1);
    const free = before === undefined ? x : Math.max(x, before.x + before.shift + DISTANCE);
    places.push({ capture, number: index + 1, x, shift: free - x });
  });
  return places;
}
