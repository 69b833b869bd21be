/** A recorded profile as the boxes of a flame graph, for a page that draws them without a script. */
import { flameValueText, flameWidth, layoutFlame } from '#pprof/flame.ts';
import { profileOf, type RecordedProfile } from './view.ts';

export interface FlameBox {
  /** `null` is everything. */
  readonly name: string | null;
  readonly file: string;
  /** With its unit. */
  readonly value: string;
  /** Of the whole width, as `left`; from 0 to 1. */
  readonly share: number;
  readonly left: number;
}

/** @param narrowest share of the whole width below which a box is left out */
export function flameRows(recorded: RecordedProfile, sampleType: string, narrowest: number): readonly FlameBox[][] {
  const layout = layoutFlame(profileOf(recorded), { sampleIndex: sampleType });
  const whole = flameWidth(layout, 0);
  const boxAt = (box: number): FlameBox => {
    const info = box === 0 ? null : layout.frames[layout.frame[box]!]!;
    const width = flameWidth(layout, box);
    return {
      name: info && info.name,
      file: info?.file ?? '',
      value: flameValueText(layout, width),
      share: width / whole,
      left: layout.start[box]! / whole,
    };
  };
  return Array.from({ length: layout.levels.length - 1 }, (_, level) => {
    const [first, end] = [layout.levels[level]!, layout.levels[level + 1]!];
    return Array.from({ length: end - first }, (_, place) => boxAt(first + place)).filter(
      ({ share }) => share >= narrowest,
    );
  }).filter((row) => row.length > 0);
}
