import { at, toColumn } from '../column.ts';
import { ProfileError } from '../errors.ts';
import { add, roundHalfAway, truncate, type Int64 } from '../int64.ts';
import { sameQuantity, scale } from '../measure.ts';
import type { Profile, ValueType } from '../profile.ts';
import { SamplesBuilder } from '../filter/samples-builder.ts';
import { checkCompatible } from './merge.ts';

/** Multiplies each sample type by its ratio, half away from zero, and leaves out samples that nothing is left of. */
export function scaleProfile(profile: Profile, ratios: readonly number[]): Profile {
  if (ratios.every((ratio) => ratio === 1)) return profile;
  const { samples } = profile;
  const columns = samples.values.map((column, type) => {
    const ratio = ratios[type]!;
    if (ratio === 1) return { changed: false, values: column };
    const values: Int64[] = [];
    for (let sample = 0; sample < samples.count; sample++) {
      values.push(truncate(roundHalfAway(Number(at(column, sample)) * ratio)));
    }
    return { changed: true, values: toColumn(values) };
  });
  const builder = new SamplesBuilder({ ...samples, values: columns.map(({ values }) => values) });
  for (let sample = 0; sample < samples.count; sample++) {
    // As in pprof, only the values that were scaled decide whether a sample is worth keeping.
    if (!columns.some(({ changed, values }) => changed && Number(values[sample]) !== 0)) continue;
    builder.pushRange(samples.offsets[sample]!, samples.offsets[sample + 1]!);
    builder.keep(sample);
  }
  return { ...profile, samples: builder.build() };
}

/** Scales each sample type so that its sum becomes the base's. */
export function normalizeProfile(profile: Profile, base: Profile): Profile {
  checkCompatible(profile, base);
  const sums = (of: Profile): Int64[] =>
    of.samples.values.map((column) => {
      let sum: Int64 = 0;
      for (let sample = 0; sample < column.length; sample++) sum = add(sum, at(column, sample));
      return sum;
    });
  const baseSums = sums(base);
  const ratios = sums(profile).map((sum, type) => (sum === 0 ? 0 : Number(baseSums[type]) / Number(sum)));
  return scaleProfile(profile, ratios);
}

/**
 * Brings profiles of the same types to the same units, the finest of those used.
 * @throws {ProfileError} `incompatible`
 */
export function toCommonUnits(profiles: readonly Profile[]): Profile[] {
  const [first] = profiles;
  if (first === undefined || profiles.length === 1) return [...profiles];
  for (const { sampleTypes } of profiles) {
    if (sampleTypes.length !== first.sampleTypes.length) {
      const counts = `${first.sampleTypes.length} != ${sampleTypes.length}`;
      throw new ProfileError('incompatible', `inconsistent samples type count: ${counts}`);
    }
  }
  const periodUnit = commonUnit(profiles.map(({ periodType }) => periodType));
  const units = first.sampleTypes.map((_, type) => commonUnit(profiles.map(({ sampleTypes }) => sampleTypes[type]!)));
  return profiles.map((profile) => {
    const ratios = profile.sampleTypes.map(({ unit }, type) => scale(1, unit, units[type]!).value);
    return {
      ...scaleProfile(profile, ratios),
      period: truncate(scale(profile.period, profile.periodType.unit, periodUnit).value),
      periodType: { ...profile.periodType, unit: periodUnit },
      sampleTypes: profile.sampleTypes.map((type, index) => ({ ...type, unit: units[index]! })),
    };
  });
}

function commonUnit(types: readonly ValueType[]): string {
  let finest = types[0]!;
  for (const type of types.slice(1)) {
    const sameName = singular(finest.type) === singular(type.type);
    if (!sameName || (finest.unit !== type.unit && !sameQuantity(finest.unit, type.unit))) {
      const names = `${finest.type}/${finest.unit} and ${type.type}/${type.unit}`;
      throw new ProfileError('incompatible', `incompatible types: ${names}`);
    }
    if (scale(1, type.unit, finest.unit).value < 1) finest = type;
  }
  return finest.unit;
}

/** `sample` and `samples` are the same type. */
function singular(name: string): string {
  return name.endsWith('s') ? name.slice(0, -1) : name;
}
