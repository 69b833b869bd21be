import { at } from '#pprof/column.ts';
import type { Location, Profile } from '#pprof/profile.ts';

/** One sample of a profile, as Go's texts (`debug=1`) write it. */
export interface StackRecord {
  /** One for each sample type. */
  readonly values: readonly number[];
  /** ` 0x1 0x2`: in place of program counters, which V8 does not have, the numbers of the locations. */
  readonly ids: string;
  /** `#⇥0x1⇥name+0x0⇥⇥file:line` for each frame, leaf first. */
  readonly lines: readonly string[];
}

export function stackRecords({ samples, locations }: Profile): StackRecord[] {
  return Array.from({ length: samples.count }, (_, sample) => {
    const stack = Array.from(samples.stacks.subarray(samples.offsets[sample], samples.offsets[sample + 1]));
    return {
      values: samples.values.map((column) => Number(at(column, sample))),
      ids: stack.map((index) => ` ${idOf(locations[index]!.id)}`).join(''),
      lines: stack.map((index) => {
        const { id, lines } = locations[index]!;
        const { function: called, line } = lines[0]!;
        const place = called.filename === '' ? '' : `\t\t${called.filename}:${line}`;
        return `#\t${idOf(id)}\t${called.name}+0x0${place}`;
      }),
    };
  });
}

function idOf(location: Location['id']): string {
  return `0x${location.toString(16)}`;
}
