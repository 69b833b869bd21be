import { combineProfiles } from '#pprof/combine.ts';
import { scaleProfile } from '#pprof/combine/scale.ts';
import { SamplesBuilder } from '#pprof/filter/samples-builder.ts';
import { BASE_LABEL } from '#pprof/graph/tags.ts';
import { labelsOf, type Profile } from '#pprof/profile.ts';

/** What a view is about: one profile, or what changed from one to another. */
export interface Subject {
  /** In a comparison the samples of both, those of the base negative. */
  readonly profile: Profile;
  readonly isDifference: boolean;
  /** Of a comparison: both sides apart, each positive. */
  readonly sides: { readonly before: Profile; readonly after: Profile } | null;
}

/** @throws {ProfileError} `incompatible` */
export function subjectOf(profile: Profile, base: Profile | null, normalize: boolean): Subject {
  if (base === null) return { profile: combineProfiles({ profiles: [profile] }), isDifference: false, sides: null };
  const difference = combineProfiles({ profiles: [profile], base: [base], isDifference: true, normalize });
  const isOfBase = difference.samples.labelSets.map(({ strings }) => strings.has(BASE_LABEL));
  const side = (ofBase: boolean): Profile => {
    const { samples } = difference;
    const builder = new SamplesBuilder(samples);
    for (let sample = 0; sample < samples.count; sample++) {
      if (isOfBase[samples.labels[sample]!] !== ofBase) continue;
      builder.pushRange(samples.offsets[sample]!, samples.offsets[sample + 1]!);
      builder.keep(sample);
    }
    return { ...difference, samples: builder.build() };
  };
  const minus = difference.sampleTypes.map(() => -1);
  return {
    profile: difference,
    isDifference: true,
    sides: { before: scaleProfile(side(true), minus), after: side(false) },
  };
}

/** Whether any sample carries a label of the program's own. */
export function hasLabels({ samples }: Profile): boolean {
  for (let sample = 0; sample < samples.count; sample++) {
    const { strings, numbers } = labelsOf(samples, sample);
    if (strings.size > 0 || numbers.size > 0) return true;
  }
  return false;
}
