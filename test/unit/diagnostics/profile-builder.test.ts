import { expect, test } from 'vitest';
import { decodeProfile, encodeProfile } from '#pprof/codec.ts';
import { ProfileBuilder } from '#diagnostics/profile-builder.ts';

const count = { type: 'goroutine', unit: 'count' };
const rest = { defaultSampleType: '', timeNanos: 0, periodType: count, period: 1, comments: [] };
const main = { name: 'main', file: '/app/main.ts', line: 1 };
const work = { name: 'work', file: '/app/work.ts', line: 20 };

test('what is added is what a reader of the file finds', () => {
  const builder = new ProfileBuilder([count], '/app/main.ts');
  builder.add([work, main], [3]);
  builder.add([main], [4]);
  const profile = decodeProfile(encodeProfile(builder.build(rest)));
  const stacks = Array.from({ length: profile.samples.count }, (_, sample) =>
    Array.from(
      profile.samples.stacks.subarray(profile.samples.offsets[sample], profile.samples.offsets[sample + 1]),
      (index) => {
        const line = profile.locations[index]?.lines[0];
        return { name: line?.function.name, file: line?.function.filename, line: line?.line };
      },
    ),
  );
  expect(stacks).toEqual([[work, main], [main]]);
  expect([...(profile.samples.values[0] ?? [])]).toEqual([3, 4]);
  expect(profile.mappings.map(({ file, hasFunctions }) => ({ file, hasFunctions }))).toEqual([
    { file: 'main', hasFunctions: true },
  ]);
});

test('a frame is stored once, however often it is met', () => {
  const builder = new ProfileBuilder([count], 'app');
  for (let i = 0; i < 10; i++) builder.add([{ ...work }, { ...main }], [1]);
  const { locations, functions } = builder.build(rest);
  expect(locations).toHaveLength(2);
  expect(functions).toHaveLength(2);
});

test('functions of one name and file are told apart by their line', () => {
  const builder = new ProfileBuilder([count], 'app');
  builder.add([{ ...work, name: '(anonymous)', line: 3 }], [1]);
  builder.add([{ ...work, name: '(anonymous)', line: 9 }], [1]);
  expect(builder.build(rest).functions.map(({ startLine }) => startLine)).toEqual([3, 9]);
});

test('a sample without its values is a mistake', () => {
  expect(() => new ProfileBuilder([count], 'app').add([main], [])).toThrow('one value for each sample type');
});
