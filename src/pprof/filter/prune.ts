import { compileRegexp } from '../regexp.ts';
import type { Location, Profile } from '../profile.ts';
import { OptionError } from '../errors.ts';
import { SamplesBuilder } from './samples-builder.ts';

/** Parentheses that belong to a C++ name, not to its arguments. */
const RESERVED = /\(anonymous namespace\)|operator\(\)|\(/g;

/** A function's name without arguments, as the recorded drop_frames expect it. */
function simpleName(name: string): string {
  const plain = name.startsWith('.') ? name.slice(1) : name; // PowerPC's ELFv1 names start with a dot
  for (const match of plain.matchAll(RESERVED)) if (match[0] === '(') return plain.slice(0, match.index);
  return plain;
}

/**
 * Leaves out the frames that the recording runtime calls uninteresting (an allocator's own, say) and what they
 * called; never above the first frame, seen from the root, that is not one of them.
 */
export function removeUninteresting(profile: Profile): Profile {
  if (profile.dropFrames === '') return profile;
  let drop: RegExp;
  let keep: RegExp | null;
  try {
    drop = compileRegexp(`^(${profile.dropFrames})$`, 'drop_frames');
    keep = profile.keepFrames === '' ? null : compileRegexp(`^(${profile.keepFrames})$`, 'keep_frames');
  } catch (error) {
    // A recording with a pattern nobody can read is still a good recording; pprof ignores the pattern too.
    if (error instanceof OptionError) return profile;
    throw error;
  }
  const prunes = (name: string): boolean => drop.test(name) && keep?.test(name) !== true;

  const WHOLE = 1;
  const BENEATH = 2;
  const pruned = new Uint8Array(profile.locations.length);
  const locations = profile.locations.map((location, index) => {
    const line = location.lines.findLastIndex(({ function: { name } }) => name !== '' && prunes(simpleName(name)));
    if (line < 0) return location;
    if (line === location.lines.length - 1) {
      pruned[index] = WHOLE;
      return location;
    }
    pruned[index] = BENEATH;
    return { ...location, lines: location.lines.slice(line + 1) };
  });
  if (!pruned.includes(WHOLE) && !pruned.includes(BENEATH)) return profile;

  const { samples } = profile;
  const builder = new SamplesBuilder(samples);
  for (let sample = 0; sample < samples.count; sample++) {
    const end = samples.offsets[sample + 1]!;
    let start = samples.offsets[sample]!;
    let foundUser = false;
    for (let frame = end - 1; frame >= start; frame--) {
      const kind = pruned[samples.stacks[frame]!];
      if (kind === 0) foundUser = true;
      else if (foundUser) start = kind === WHOLE ? frame + 1 : frame;
    }
    builder.pushRange(start, end);
    builder.keep(sample);
  }
  return { ...profile, locations, samples: builder.build() };
}

/** Leaves out what the matching frame that is nearest to the leaf called, keeping the frame itself. */
export function pruneFrom(profile: Profile, pattern: RegExp): Profile {
  const pruned = new Uint8Array(profile.locations.length);
  const locations = profile.locations.map((location: Location, index) => {
    const line = location.lines.findIndex(({ function: { name } }) => name !== '' && pattern.test(simpleName(name)));
    if (line < 0) return location;
    pruned[index] = 1;
    return line === 0 ? location : { ...location, lines: location.lines.slice(line) };
  });
  const { samples } = profile;
  const builder = new SamplesBuilder(samples);
  for (let sample = 0; sample < samples.count; sample++) {
    const end = samples.offsets[sample + 1]!;
    let start = samples.offsets[sample]!;
    for (let frame = start; frame < end; frame++) {
      if (pruned[samples.stacks[frame]!] === 1) {
        start = frame;
        break;
      }
    }
    builder.pushRange(start, end);
    builder.keep(sample);
  }
  return { ...profile, locations, samples: builder.build() };
}
