import type { Profile } from '../profile.ts';
import { Matcher } from './matcher.ts';
import { SamplesBuilder } from './samples-builder.ts';

/** Drops the callers above the highest matching frame, and samples without any. */
export function showFrom(profile: Profile, pattern: RegExp): { profile: Profile; matched: boolean } {
  const matcher = new Matcher(pattern);
  const matches = new Uint8Array(profile.locations.length);
  const locations = profile.locations.map((location, index) => {
    if (matcher.binary(location)) {
      matches[index] = 1;
      return location;
    }
    const last = location.lines.findLastIndex((line) => matcher.function(line.function));
    if (last < 0) return location;
    matches[index] = 1;
    return { ...location, lines: location.lines.slice(0, last + 1) };
  });
  const { samples } = profile;
  const builder = new SamplesBuilder(samples);
  for (let sample = 0; sample < samples.count; sample++) {
    const start = samples.offsets[sample]!;
    for (let frame = samples.offsets[sample + 1]! - 1; frame >= start; frame--) {
      if (matches[samples.stacks[frame]!] === 0) continue;
      builder.pushRange(start, frame + 1);
      builder.keep(sample);
      break;
    }
  }
  return { profile: { ...profile, locations, samples: builder.build() }, matched: matches.includes(1) };
}
