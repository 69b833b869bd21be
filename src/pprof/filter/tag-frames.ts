import { add, type Int64 } from '../int64.ts';
import { formatValue } from '../measure.ts';
import type { LabelSet, Location, Profile, ProfileFunction } from '../profile.ts';
import { SamplesBuilder } from './samples-builder.ts';

/**
 * Adds frames with the values of labels: for tagroot above the root (the first key outermost), for tagleaf below
 * the leaf (the last key innermost).
 */
export function addTagFrames(
  profile: Profile,
  { tagRoot, tagLeaf, unit }: { readonly tagRoot: string; readonly tagLeaf: string; readonly unit: string },
): { profile: Profile; rootMatched: boolean; leafMatched: boolean } {
  const rootKeys = keysOf(tagRoot);
  const leafKeys = keysOf(tagLeaf);
  if (rootKeys.length === 0 && leafKeys.length === 0) return { profile, rootMatched: false, leafMatched: false };
  const { samples } = profile;
  const frames = new TagFrames(profile, unit);
  // Frames are numbered in the order of the samples that need them, roots before leaves.
  const byLabels: ({ roots: TagStack; leaves: TagStack } | undefined)[] = [];
  const builder = new SamplesBuilder(samples);
  for (let sample = 0; sample < samples.count; sample++) {
    const labels = samples.labels[sample]!;
    const set = samples.labelSets[labels]!;
    const added = (byLabels[labels] ??= { roots: frames.of(set, rootKeys), leaves: frames.of(set, leafKeys) });
    for (const location of added.leaves.locations) builder.push(location);
    builder.pushRange(samples.offsets[sample]!, samples.offsets[sample + 1]!);
    for (const location of added.roots.locations) builder.push(location);
    builder.keep(sample);
  }
  return {
    profile: { ...profile, ...frames.extended(), samples: builder.build() },
    rootMatched: byLabels.some((added) => added?.roots.matched),
    leafMatched: byLabels.some((added) => added?.leaves.matched),
  };
}

/** Frames made of a label set's values, and whether there were any values. */
interface TagStack {
  readonly locations: readonly number[];
  readonly matched: boolean;
}

function keysOf(list: string): string[] {
  return list.split(',').filter((key) => key !== '');
}

class TagFrames {
  readonly #unit: string;
  readonly #functions: ProfileFunction[];
  readonly #locations: Location[];
  readonly #byName = new Map<string, number>();
  #nextFunction: Int64;
  #nextLocation: Int64;

  constructor({ functions, locations }: Profile, unit: string) {
    this.#unit = unit;
    this.#functions = [...functions];
    this.#locations = [...locations];
    this.#nextFunction = nextId(functions);
    this.#nextLocation = nextId(locations);
  }

  of(labels: LabelSet, keys: readonly string[]): TagStack {
    let matched = false;
    const locations = keys.toReversed().map((key) => {
      const values = this.#values(labels, key);
      if (values.length > 0) matched = true;
      return this.#location(values.join(','), key);
    });
    return { locations, matched };
  }

  extended(): { functions: ProfileFunction[]; locations: Location[] } {
    return { functions: this.#functions, locations: this.#locations };
  }

  #values(labels: LabelSet, key: string): string[] {
    const numbers = labels.numbers.get(key) ?? [];
    // Values come without unit only when none of them has one.
    const withUnits = numbers.some(({ unit }) => unit !== '');
    return [
      ...(labels.strings.get(key) ?? []),
      ...numbers.map(({ value, unit }) =>
        withUnits ? formatValue(value, unit, this.#unit) : formatValue(value, '', ''),
      ),
    ];
  }

  #location(name: string, filename: string): number {
    const key = `${name}\0${filename}`;
    const known = this.#byName.get(key);
    if (known !== undefined) return known;
    const tag: ProfileFunction = { id: this.#nextFunction, name, systemName: '', filename, startLine: 0 };
    this.#functions.push(tag);
    const index = this.#locations.push({
      id: this.#nextLocation,
      mapping: null,
      address: 0,
      lines: [{ function: tag, line: 0, column: 0 }],
      isFolded: false,
    });
    this.#nextFunction = add(this.#nextFunction, 1);
    this.#nextLocation = add(this.#nextLocation, 1);
    this.#byName.set(key, index - 1);
    return index - 1;
  }
}

function nextId(entities: readonly { readonly id: Int64 }[]): Int64 {
  let largest: Int64 = 0;
  for (const { id } of entities) if (id > largest) largest = id;
  return add(largest, 1);
}
