import type { Line, Location, Profile } from '../profile.ts';
import { Matcher } from './matcher.ts';
import { SamplesBuilder } from './samples-builder.ts';

export interface NameFilters {
  /** Only samples with a matching frame. */
  readonly focus: RegExp | null;
  /** No samples with a matching frame. */
  readonly ignore: RegExp | null;
  /** Leave matching frames out. */
  readonly hide: RegExp | null;
  /** Leave other frames out. */
  readonly show: RegExp | null;
}

/** Which filters found something. */
export type NameMatches = Record<keyof NameFilters, boolean>;

const NEITHER = 0;
const FOCUSED = 1;
const IGNORED = 2;

/** Chooses samples by focus and ignore, and frames, also inlined ones inside a location, by hide and show. */
export function filterByName(profile: Profile, filters: NameFilters): { profile: Profile; matches: NameMatches } {
  const { focus, ignore, hide, show } = filters;
  if (focus === null && ignore === null && hide === null && show === null && !hasEmptyStack(profile)) {
    return { profile, matches: { focus: true, ignore: false, hide: false, show: false } };
  }
  const matches = { focus: false, ignore: false, hide: false, show: false };
  const matchers = {
    focus: focus && new Matcher(focus),
    ignore: ignore && new Matcher(ignore),
    hide: hide && new Matcher(hide),
    show: show && new Matcher(show),
  };
  const choice = new Uint8Array(profile.locations.length);
  const hidden = new Uint8Array(profile.locations.length);
  const locations = profile.locations.map((location, index) => {
    if (matchers.ignore?.location(location) === true) {
      matches.ignore = true;
      choice[index] = IGNORED;
    } else if (matchers.focus === null || matchers.focus.location(location)) {
      matches.focus = true;
      choice[index] = FOCUSED;
    }
    let { lines } = location;
    if (matchers.hide?.location(location) === true) {
      matches.hide = true;
      lines = linesWithout(location, matchers.hide);
      if (lines.length === 0) hidden[index] = 1;
    }
    if (matchers.show !== null) {
      lines = linesWith(location, lines, matchers.show);
      if (lines.length === 0) hidden[index] = 1;
      else matches.show = true;
    }
    return lines === location.lines ? location : { ...location, lines };
  });
  return { profile: { ...profile, locations, samples: chosen(profile, choice, hidden) }, matches };
}

/** A sample without frames is in no focus, not even in that of no filter at all. */
function hasEmptyStack({ samples: { count, offsets } }: Profile): boolean {
  for (let sample = 0; sample < count; sample++) if (offsets[sample] === offsets[sample + 1]) return true;
  return false;
}

function linesWithout(location: Location, hide: Matcher): readonly Line[] {
  if (hide.binary(location)) return [];
  return location.lines.filter((line) => !hide.function(line.function));
}

function linesWith(location: Location, lines: readonly Line[], show: Matcher): readonly Line[] {
  if (show.binary(location)) return lines;
  return lines.filter((line) => show.function(line.function));
}

function chosen({ samples }: Profile, choice: Uint8Array, hidden: Uint8Array): Profile['samples'] {
  const builder = new SamplesBuilder(samples);
  const hiding = hidden.includes(1);
  for (let sample = 0; sample < samples.count; sample++) {
    const start = samples.offsets[sample]!;
    const end = samples.offsets[sample + 1]!;
    if (!isChosen(samples.stacks, start, end, choice)) continue;
    if (!hiding) {
      builder.pushRange(start, end);
      builder.keep(sample);
      continue;
    }
    let shown = 0;
    for (let frame = start; frame < end; frame++) {
      const location = samples.stacks[frame]!;
      if (hidden[location] === 1) continue;
      builder.push(location);
      shown++;
    }
    if (shown > 0) builder.keep(sample);
  }
  return builder.build();
}

function isChosen(stacks: Uint32Array, start: number, end: number, choice: Uint8Array): boolean {
  let result = NEITHER;
  for (let frame = start; frame < end; frame++) {
    const location = choice[stacks[frame]!]!;
    if (location === IGNORED) return false;
    if (location === FOCUSED) result = FOCUSED;
  }
  return result === FOCUSED;
}
