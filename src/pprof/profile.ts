import type { Column } from './column.ts';
import type { Int64 } from './int64.ts';

/**
 * A profile, after decoding: validated, with every reference resolved.
 *
 * It is a value: nothing here is changed after it is made; a filter returns a new profile that shares what it did
 * not touch. Samples are the only thing there can be millions of, so they are columns; the rest are objects.
 */
export interface Profile {
  readonly sampleTypes: readonly ValueType[];
  /** Name of the sample type to show first; empty means the last one. */
  readonly defaultSampleType: string;
  readonly samples: Samples;
  readonly mappings: readonly Mapping[];
  readonly locations: readonly Location[];
  readonly functions: readonly ProfileFunction[];
  readonly comments: readonly string[];
  readonly docUrl: string;
  /** Regular expressions of frames that every report leaves out (and of exceptions), from the recording runtime. */
  readonly dropFrames: string;
  readonly keepFrames: string;
  /** Nanoseconds since 1970; 0 means unknown. */
  readonly timeNanos: Int64;
  readonly durationNanos: Int64;
  readonly periodType: ValueType;
  readonly period: Int64;
}

/** What a number measures, as in `inuse_space` / `bytes`. */
export interface ValueType {
  readonly type: string;
  readonly unit: string;
}

/** All samples, as columns of equal length. */
export interface Samples {
  readonly count: number;
  /** Sample i has the frames `stacks[offsets[i]] … stacks[offsets[i + 1] - 1]`; length is count + 1. */
  readonly offsets: Uint32Array;
  /** Indexes into `Profile.locations`, leaf first. */
  readonly stacks: Uint32Array;
  /** One column for each of `Profile.sampleTypes`. */
  readonly values: readonly Column[];
  /** Index into `labelSets` for each sample. */
  readonly labels: Uint32Array;
  /** Distinct label sets; the first one is empty. */
  readonly labelSets: readonly LabelSet[];
}

/** The labels of a sample. A key can be in both maps, and can have several values. */
export interface LabelSet {
  readonly strings: ReadonlyMap<string, readonly string[]>;
  readonly numbers: ReadonlyMap<string, readonly NumericLabel[]>;
}

export interface NumericLabel {
  readonly value: Int64;
  /** Empty when the profile does not say. */
  readonly unit: string;
}

export interface Mapping {
  readonly id: Int64;
  readonly start: Int64;
  readonly limit: Int64;
  readonly offset: Int64;
  readonly file: string;
  readonly buildId: string;
  readonly hasFunctions: boolean;
  readonly hasFilenames: boolean;
  readonly hasLineNumbers: boolean;
  readonly hasInlineFrames: boolean;
}

export interface Location {
  readonly id: Int64;
  readonly mapping: Mapping | null;
  readonly address: Int64;
  /** Innermost inlined call first; the last line is the function that was really called. */
  readonly lines: readonly Line[];
  readonly isFolded: boolean;
}

export interface Line {
  readonly function: ProfileFunction;
  readonly line: Int64;
  readonly column: Int64;
}

export interface ProfileFunction {
  readonly id: Int64;
  readonly name: string;
  readonly systemName: string;
  readonly filename: string;
  readonly startLine: Int64;
}

export const NO_LABELS: LabelSet = { strings: new Map(), numbers: new Map() };

export const NO_SAMPLES: Samples = {
  count: 0,
  offsets: new Uint32Array(1),
  stacks: new Uint32Array(0),
  values: [],
  labels: new Uint32Array(0),
  labelSets: [NO_LABELS],
};

/** What the recording tool says about a profile without any content; the starting point of hand-made profiles. */
export const EMPTY_PROFILE: Profile = {
  sampleTypes: [],
  defaultSampleType: '',
  samples: NO_SAMPLES,
  mappings: [],
  locations: [],
  functions: [],
  comments: [],
  docUrl: '',
  dropFrames: '',
  keepFrames: '',
  timeNanos: 0,
  durationNanos: 0,
  periodType: { type: '', unit: '' },
  period: 0,
};

export function labelsOf(samples: Samples, sample: number): LabelSet {
  return samples.labelSets[samples.labels[sample]!]!;
}
