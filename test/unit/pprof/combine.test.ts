import { expect, test } from 'vitest';
import { toColumn, valuesOf } from '#pprof/column.ts';
import { combineProfiles } from '#pprof/combine.ts';
import { ProfileError } from '#pprof/errors.ts';
import type { Int64 } from '#pprof/int64.ts';
import { EMPTY_PROFILE, NO_LABELS, type Profile } from '#pprof/profile.ts';
import { topData } from '#pprof/report/top.ts';

/** A profile in which each named function is a leaf below `main`, with one value. */
function profileOf(values: Readonly<Record<string, Int64>>, unit = 'bytes'): Profile {
  const names = ['main', ...Object.keys(values)];
  const functions = names.map((name, index) => ({
    id: index + 1,
    name,
    systemName: name,
    filename: `${name}.ts`,
    startLine: 1,
  }));
  const locations = functions.map((called) => ({
    id: called.id,
    mapping: null,
    address: 0,
    lines: [{ function: called, line: 1, column: 0 }],
    isFolded: false,
  }));
  const count = names.length - 1;
  return {
    ...EMPTY_PROFILE,
    sampleTypes: [{ type: 'inuse_space', unit }],
    samples: {
      count,
      offsets: Uint32Array.from({ length: count + 1 }, (_, index) => 2 * index),
      stacks: Uint32Array.from({ length: 2 * count }, (_, index) => (index % 2 === 0 ? index / 2 + 1 : 0)),
      values: [toColumn(Object.values(values))],
      labels: new Uint32Array(count),
      labelSets: [NO_LABELS],
    },
    functions,
    locations,
  };
}

function flats(profile: Profile): Record<string, Int64> {
  const { rows } = topData(profile, { trim: false });
  return Object.fromEntries(rows.map(({ name, flat }) => [name, flat]));
}

test('profiles are added up, function by function', () => {
  const profiles = [profileOf({ a: 1, b: 2 }), profileOf({ b: 3, c: 4 })];
  expect(flats(combineProfiles({ profiles }))).toEqual({ c: 4, b: 5, a: 1, main: 0 });
});

test('profiles in different units meet in the finer one', () => {
  const profiles = [profileOf({ a: 1 }, 'kilobytes'), profileOf({ a: 1 }, 'bytes')];
  const combined = combineProfiles({ profiles });
  expect(combined.sampleTypes[0]!.unit).toBe('bytes');
  expect(flats(combined)).toEqual({ a: 1025, main: 0 });
});

test('what cancels out against the base is gone', () => {
  const combined = combineProfiles({ profiles: [profileOf({ a: 5, b: 2 })], base: [profileOf({ a: 5, b: 7 })] });
  expect(combined.functions.map(({ name }) => name)).toEqual(['b', 'main']);
  expect(flats(combined)).toEqual({ b: -5, main: 0 });
});

test('a difference is relative to its base, a subtraction to what is left', () => {
  const [profiles, base] = [[profileOf({ a: 30, b: 10 })], [profileOf({ a: 20 })]];
  expect(topData(combineProfiles({ profiles, base, isDifference: true })).total).toBe(20);
  expect(topData(combineProfiles({ profiles, base })).total).toBe(20);
  expect(topData(combineProfiles({ profiles, base: [profileOf({ b: 4 })], isDifference: true })).total).toBe(4);
});

test('normalizing scales to the sum of the base', () => {
  const combined = combineProfiles({
    profiles: [profileOf({ a: 30, b: 10 })],
    base: [profileOf({ a: 20 })],
    normalize: true,
  });
  // What went and what came are as much: nothing is left of their caller.
  expect(flats(combined)).toEqual({ a: -5, b: 5 });
});

test('values beyond 2^53 are added exactly', () => {
  const huge = 9007199254740993n;
  const combined = combineProfiles({ profiles: [profileOf({ a: huge }), profileOf({ a: 2 })] });
  expect(valuesOf(combined.samples.values[0]!)).toEqual([huge + 2n]);
});

test('profiles that measure different things are refused', () => {
  const other = { ...profileOf({ a: 1 }), sampleTypes: [{ type: 'cpu', unit: 'nanoseconds' }] };
  expect(() => combineProfiles({ profiles: [profileOf({ a: 1 }), other] })).toThrow(ProfileError);
});
