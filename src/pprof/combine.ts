import { mergeProfiles } from './combine/merge.ts';
import { normalizeProfile, scaleProfile, toCommonUnits } from './combine/scale.ts';
import { removeUninteresting } from './filter/prune.ts';
import { BASE_LABEL } from './graph/tags.ts';
import type { LabelSet, Mapping, Profile } from './profile.ts';

/** What the reports shall be about. */
export interface Sources {
  readonly profiles: readonly Profile[];
  /** To be taken away from the profiles. */
  readonly base?: readonly Profile[];
  /** The base's samples stay recognisable and are what 100% is (`-diff_base`); otherwise they are just subtracted. */
  readonly isDifference?: boolean;
  /** Scale the profiles to the base's sums first. */
  readonly normalize?: boolean;
}

/**
 * Makes the one profile that reports are made from, as pprof does also for a single file: merged, less the base,
 * without the frames that the recording runtime calls uninteresting.
 * @throws {ProfileError} `incompatible` when the profiles do not measure the same
 */
export function combineProfiles({ profiles, base = [], isDifference = false, normalize = false }: Sources): Profile {
  let profile = mergeProfiles(toCommonUnits(profiles.map(withMapping)));
  if (base.length > 0) {
    const merged = mergeProfiles(toCommonUnits(base.map(withMapping)));
    if (normalize) profile = normalizeProfile(profile, merged);
    const marked = isDifference ? withBaseLabel(merged) : merged;
    const negated = scaleProfile(
      marked,
      marked.sampleTypes.map(() => -1),
    );
    profile = mergeProfiles(toCommonUnits([profile, negated]));
  }
  return withoutUrls(removeUninteresting(profile));
}

/** pprof gives a profile without any binary an empty one. */
function withMapping(profile: Profile): Profile {
  if (profile.mappings.length > 0) return profile;
  const mapping: Mapping = {
    id: 1,
    start: 0,
    limit: 0,
    offset: 0,
    file: '',
    buildId: '',
    hasFunctions: false,
    hasFilenames: false,
    hasLineNumbers: false,
    hasInlineFrames: false,
  };
  return {
    ...profile,
    mappings: [mapping],
    locations: profile.locations.map((location) => ({ ...location, mapping })),
  };
}

/** A binary whose file is a URL is the place it was fetched from, not a file. */
function withoutUrls(profile: Profile): Profile {
  const isUrl = ({ file, buildId }: Mapping): boolean => buildId === '' && /^[A-Za-z][\w+.-]*:/.test(file);
  if (!profile.mappings.some(isUrl)) return profile;
  const replaced = new Map(
    profile.mappings.map((mapping) => [mapping, isUrl(mapping) ? { ...mapping, file: '' } : mapping]),
  );
  return {
    ...profile,
    mappings: [...replaced.values()],
    locations: profile.locations.map((location) => ({
      ...location,
      mapping: location.mapping && replaced.get(location.mapping)!,
    })),
  };
}

function withBaseLabel(profile: Profile): Profile {
  const mark = (labels: LabelSet): LabelSet => {
    return { ...labels, strings: new Map([...labels.strings, [BASE_LABEL, ['true']]]) };
  };
  const { samples } = profile;
  return { ...profile, samples: { ...samples, labelSets: samples.labelSets.map(mark) } };
}
