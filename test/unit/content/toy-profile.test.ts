import { expect, test } from 'vitest';
import { decodeProfile } from '#pprof/codec.ts';
import { topData } from '#pprof/report/top.ts';
import {
  Profile as WireProfile,
  Function as WireFunction,
  Line,
  Location,
  Sample,
  StringTable,
  ValueType,
} from 'pprof-format';
import { TOY, toyTop } from '../../../src/content/toy-profile.ts';

const MB = 1024 * 1024;

/** The same tree as a profile that pprof reads: one sample for each function, with its stack. */
function asProfile(own: readonly number[]): Uint8Array {
  const strings = new StringTable();
  const stackOf = (index: number): number[] => {
    const caller = TOY[index]!.caller;
    return [index + 1, ...(caller === null ? [] : stackOf(caller))];
  };
  return new WireProfile({
    sampleType: [new ValueType({ type: strings.dedup('inuse_space'), unit: strings.dedup('bytes') })],
    function: TOY.map(({ name }, index) => new WireFunction({ id: index + 1, name: strings.dedup(name) })),
    location: TOY.map(
      (_, index) => new Location({ id: index + 1, line: [new Line({ functionId: index + 1, line: 1 })] }),
    ),
    sample: own.map((value, index) => new Sample({ locationId: stackOf(index), value: [value * MB] })),
    stringTable: strings,
  }).encode();
}

test.each([
  [TOY.map(({ own }) => own), 'flat'],
  [[1, 40, 2, 7, 7], 'flat'],
  [[5, 1, 3, 2, 40], 'cum'],
] as const)('the toy says what pprof says of %j by %s', (own, sort) => {
  const profile = decodeProfile(asProfile(own));
  const { rows } = topData(profile, { sort, nodeFraction: 0, trim: false });
  const theirs = rows.map(({ name, flat, cum, sum }) => [name, Number(flat) / MB, Number(cum) / MB, Number(sum) / MB]);
  const total = own.reduce<number>((sum, value) => sum + value, 0);
  const ours = toyTop(own, sort).map(({ name, flat, cum, sumShare }) => [
    name,
    flat,
    cum,
    Math.round(sumShare * total),
  ]);
  expect(ours).toEqual(theirs);
});
