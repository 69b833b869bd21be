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
  if (toSeconds <= fromSeconds) return [];
  const taken = captures.flatMap((capture, index) => {
    const seconds = capture.takenAt / 1000;
    if (capture.verdict !== undefined || seconds < fromSeconds || seconds > toSeconds) return [];
    return { capture, number: index + 1, x: left + ((seconds - fromSeconds) / (toSeconds - fromSeconds)) * width };
  });
  const free = standingAside(
    taken.map(({ x }) => x),
    left + width,
    // Too many for the plot stand closer.
    Math.min(DISTANCE, width / Math.max(taken.length - 1, 1)),
  );
  return taken.map((place, index) => ({ ...place, shift: free[index]! - place.x }));
}

/** Each to the right of the one before it; those that this puts beyond `end` go back to the left. */
function standingAside(places: readonly number[], end: number, distance: number): readonly number[] {
  let least = -Infinity;
  const toRight = places.map((x) => {
    const free = Math.max(x, least);
    least = free + distance;
    return free;
  });
  let most = end;
  const back = toRight.toReversed().map((x) => {
    const free = Math.min(x, most);
    most = free - distance;
    return free;
  });
  return back.toReversed();
}
