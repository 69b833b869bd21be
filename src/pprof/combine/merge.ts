import { at, toColumn } from '../column.ts';
import { ProfileError } from '../errors.ts';
import { add, type Int64 } from '../int64.ts';
import { labelsOf, type Line, type Location, type Mapping, type Profile, type ProfileFunction } from '../profile.ts';
import { LabelSets } from './label-sets.ts';
import { StackTable } from './stack-table.ts';

/**
 * Makes one profile of several of the same types: equal functions, locations and binaries become one, and the values
 * of equal samples are added. Samples without any value are left out, and so is what nothing refers to any more.
 * Ids are given anew, in the order in which the samples use them.
 *
 * pprof does this also to a single file; so the ids and the order in its reports come from here.
 * @throws {ProfileError} `incompatible`
 */
export function mergeProfiles(profiles: readonly Profile[]): Profile {
  const [first, ...others] = profiles;
  if (first === undefined) throw new ProfileError('incompatible', 'no profiles to merge');
  for (const other of others) checkCompatible(first, other);
  const merger = new Merger(first.sampleTypes.length);
  for (const profile of profiles) merger.add(profile);
  const merged = { ...headerOf(profiles, first), ...merger.finish() };
  // Values of opposite sign may have cancelled out.
  return hasZeroSample(merged) ? mergeProfiles([merged]) : merged;
}

/** @throws {ProfileError} `incompatible` when the profiles do not measure the same */
export function checkCompatible(a: Profile, b: Profile): void {
  const describe = ({ sampleTypes, periodType }: Profile): string =>
    [...sampleTypes, periodType].map(({ type, unit }) => `${type}/${unit}`).join(' ');
  if (describe(a) !== describe(b)) {
    throw new ProfileError('incompatible', `incompatible sample or period types: ${describe(a)} and ${describe(b)}`);
  }
}

function headerOf(profiles: readonly Profile[], first: Profile): Profile {
  let timeNanos: Int64 = 0;
  let durationNanos: Int64 = 0;
  let period: Int64 = 0;
  for (const profile of profiles) {
    if (timeNanos === 0 || profile.timeNanos < timeNanos) timeNanos = profile.timeNanos;
    durationNanos = add(durationNanos, profile.durationNanos);
    if (period === 0 || period < profile.period) period = profile.period;
  }
  return {
    ...first,
    comments: [...new Set(profiles.flatMap(({ comments }) => comments))],
    docUrl: profiles.find(({ docUrl }) => docUrl !== '')?.docUrl ?? '',
    defaultSampleType: profiles.find(({ defaultSampleType }) => defaultSampleType !== '')?.defaultSampleType ?? '',
    timeNanos,
    durationNanos,
    period,
  };
}

/** A mapping of the result, and how far the source's addresses are from its. */
interface MappedBinary {
  readonly mapping: Mapping;
  readonly shift: bigint;
}

class Merger {
  readonly #mappings: Mapping[] = [];
  readonly #locations: Location[] = [];
  readonly #functions: ProfileFunction[] = [];
  readonly #stacks = new StackTable();
  readonly #labelSets = new LabelSets();
  readonly #values: Int64[][];
  readonly #mappingByKey = new Map<string, Mapping>();
  readonly #functionByKey = new Map<string, ProfileFunction>();
  readonly #locationByKey = new Map<string, number>();

  constructor(typeCount: number) {
    this.#values = Array.from({ length: typeCount }, () => []);
  }

  add(profile: Profile): void {
    const source = new Source(this, profile);
    const { samples } = profile;
    const labels = samples.labelSets.map(() => -1);
    // The first binary stands for the program; that must not depend on which sample comes first.
    const [main] = profile.mappings;
    if (this.#mappings.length === 0 && main !== undefined) source.mapping(main);
    let stack = new Uint32Array(256);
    for (let sample = 0; sample < samples.count; sample++) {
      if (isZeroSample(profile, sample)) continue;
      const start = samples.offsets[sample]!;
      const depth = samples.offsets[sample + 1]! - start;
      if (depth > stack.length) stack = new Uint32Array(depth * 2);
      for (let frame = 0; frame < depth; frame++) stack[frame] = source.location(samples.stacks[start + frame]!);
      const labelSet = samples.labels[sample]!;
      if (labels[labelSet]! < 0) labels[labelSet] = this.#labelSets.intern(labelsOf(samples, sample));
      const merged = this.#stacks.intern(stack, depth, labels[labelSet]!);
      this.#values.forEach((column, type) => {
        column[merged] = add(column[merged] ?? 0, at(samples.values[type]!, sample));
      });
    }
  }

  finish(): Pick<Profile, 'samples' | 'mappings' | 'locations' | 'functions'> {
    return {
      samples: {
        ...this.#stacks.toColumns(),
        values: this.#values.map(toColumn),
        labelSets: this.#labelSets.sets,
      },
      mappings: this.#mappings,
      locations: this.#locations,
      functions: this.#functions,
    };
  }

  /** Binaries are the same when their build id (or file), size and offset are, wherever they were loaded. */
  internMapping(source: Mapping): MappedBinary {
    const size = BigInt.asUintN(64, BigInt(source.limit) - BigInt(source.start));
    // Rounded up to pages: the size can be slightly different each time.
    const pages = BigInt.asUintN(64, size + 0xfffn) / 0x1000n;
    const key = `${pages} ${source.offset} ${source.buildId === '' ? source.file : source.buildId}`;
    const known = this.#mappingByKey.get(key);
    if (known !== undefined) return { mapping: known, shift: BigInt(known.start) - BigInt(source.start) };
    const mapping = { ...source, id: this.#mappings.length + 1 };
    this.#mappings.push(mapping);
    this.#mappingByKey.set(key, mapping);
    return { mapping, shift: 0n };
  }

  internFunction(source: ProfileFunction): ProfileFunction {
    const key = `${source.startLine}\0${source.name}\0${source.systemName}\0${source.filename}`;
    let found = this.#functionByKey.get(key);
    if (found === undefined) {
      found = { ...source, id: this.#functions.length + 1 };
      this.#functions.push(found);
      this.#functionByKey.set(key, found);
    }
    return found;
  }

  internLocation(key: string, make: (id: number) => Location): number {
    let found = this.#locationByKey.get(key);
    if (found === undefined) {
      found = this.#locations.length;
      this.#locations.push(make(found + 1));
      this.#locationByKey.set(key, found);
    }
    return found;
  }
}

/** What has been merged of one source: each of its entities is looked up once. */
class Source {
  readonly #merger: Merger;
  readonly #profile: Profile;
  /** Index in the result by index in the source, plus 1; 0 is not merged yet. */
  readonly #locations: Uint32Array;
  readonly #mappings = new Map<Mapping, MappedBinary>();
  readonly #functions = new Map<ProfileFunction, ProfileFunction>();

  constructor(merger: Merger, profile: Profile) {
    this.#merger = merger;
    this.#profile = profile;
    this.#locations = new Uint32Array(profile.locations.length);
  }

  location(index: number): number {
    const known = this.#locations[index]!;
    if (known !== 0) return known - 1;
    const merged = this.#merge(this.#profile.locations[index]!);
    this.#locations[index] = merged + 1;
    return merged;
  }

  mapping(source: Mapping): MappedBinary {
    let found = this.#mappings.get(source);
    if (found === undefined) this.#mappings.set(source, (found = this.#merger.internMapping(source)));
    return found;
  }

  #merge(source: Location): number {
    const binary = source.mapping === null ? null : this.mapping(source.mapping);
    const lines = source.lines.map((line): Line => ({ ...line, function: this.#function(line.function) }));
    const address = binary === null || binary.shift === 0n ? source.address : shifted(source.address, binary.shift);
    const place = binary === null ? address : `${difference(address, binary.mapping.start)}@${binary.mapping.id}`;
    const text = lines.map((line) => `${line.function.id}:${line.line}:${line.column}`).join('|');
    return this.#merger.internLocation(`${place} ${source.isFolded} ${text}`, (id) => {
      return { id, mapping: binary?.mapping ?? null, address, lines, isFolded: source.isFolded };
    });
  }

  #function(source: ProfileFunction): ProfileFunction {
    let found = this.#functions.get(source);
    if (found === undefined) this.#functions.set(source, (found = this.#merger.internFunction(source)));
    return found;
  }
}

function shifted(address: Int64, shift: bigint): Int64 {
  const sum = BigInt.asUintN(64, BigInt(address) + shift);
  return sum <= Number.MAX_SAFE_INTEGER ? Number(sum) : sum;
}

function difference(a: Int64, b: Int64): Int64 {
  return typeof a === 'number' && typeof b === 'number' ? a - b : BigInt(a) - BigInt(b);
}

function isZeroSample({ samples }: Profile, sample: number): boolean {
  return samples.values.every((column) => Number(column[sample]) === 0);
}

function hasZeroSample(profile: Profile): boolean {
  for (let sample = 0; sample < profile.samples.count; sample++) if (isZeroSample(profile, sample)) return true;
  return false;
}
