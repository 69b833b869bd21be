/**
 * Damaged files: whatever the bytes, decoding ends with a profile or a ProfileError, and every report can be made of
 * what was decoded. `VAZOU_LONG=1` (npm run test:long) tries 20,000 files and more.
 */
import { readFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeProfile } from '#pprof/codec.ts';
import { combineProfiles } from '#pprof/combine.ts';
import { OptionError, ProfileError } from '#pprof/errors.ts';
import { layoutFlame } from '#pprof/flame.ts';
import { callgrindText } from '#pprof/report/callgrind.ts';
import { dotText } from '#pprof/report/dot.ts';
import { listData } from '#pprof/report/list.ts';
import { rawText } from '#pprof/report/raw.ts';
import { tagsData } from '#pprof/report/tags.ts';
import { topData } from '#pprof/report/top.ts';
import { tracesData, tracesText } from '#pprof/report/traces.ts';
import { peekData, treeData } from '#pprof/report/tree.ts';

const isLong = process.env['VAZOU_LONG'] === '1';
const RUNS = isLong ? 4000 : 150;
const TIMEOUT_MS = isLong ? 900_000 : 60_000;

const FILES = ['http.block', 'json.mem', 'node.heap', 'node.time', 'synthetic'].map((name) =>
  gunzipSync(readFileSync(new URL(`../../parity/profiles/${name}.pb.gz`, import.meta.url))),
);
const file = fc.constantFrom(...FILES);
const position = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const byte = fc.integer({ min: 0, max: 255 });
/** Varints that mean something: the largest numbers, sizes beyond the end, the ids at the edges. */
const nastyNumber = fc.constantFrom(
  [0],
  [1],
  [0x7f],
  [0xff, 0xff, 0xff, 0xff, 0x0f],
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
  [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01],
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
);

const truncated = fc.tuple(file, position).map(([bytes, at]) => bytes.subarray(0, Math.floor(at * bytes.length)));

const flipped = fc
  .tuple(file, fc.array(fc.tuple(position, byte), { minLength: 1, maxLength: 12 }))
  .map(([bytes, changes]) => {
    const copy = Uint8Array.from(bytes);
    for (const [at, value] of changes) copy[Math.floor(at * copy.length)] = value;
    return copy;
  });

const spliced = fc.tuple(file, position, nastyNumber).map(([bytes, at, number]) => {
  const start = Math.floor(at * bytes.length);
  return Uint8Array.from([...bytes.subarray(0, start), ...number, ...bytes.subarray(start + number.length)]);
});

/** Parts repeated and put elsewhere: sections that come twice, locations that refer in circles, glued files. */
const rearranged = fc.tuple(file, file, position, position, position).map(([a, b, from, to, into]) => {
  const [start, end] = [from, to].sort((x, y) => x - y).map((at) => Math.floor(at * a.length)) as [number, number];
  const at = Math.floor(into * b.length);
  return Uint8Array.from([...b.subarray(0, at), ...a.subarray(start, end), ...b.subarray(at)]);
});

const damagedGzip = fc.tuple(file, position, byte).map(([bytes, at, value]) => {
  const packed = Uint8Array.from(gzipSync(bytes));
  packed[2 + Math.floor(at * (packed.length - 2))] = value;
  return packed;
});

const anything = fc.uint8Array({ maxLength: 300 });

/** Everything that can be made of a profile. */
function makeReports(bytes: Uint8Array): void {
  const profile = combineProfiles({ profiles: [decodeProfile(bytes)] });
  topData(profile, { granularity: 'lines' });
  treeData(profile, { sort: 'cum' });
  dotText(profile, { granularity: 'addresses' });
  tracesText(tracesData(profile));
  rawText(profile);
  callgrindText(profile, { callTree: true });
  tagsData(profile);
  layoutFlame(profile);
  layoutFlame(profile, { direction: 'callers' });
  peekData(profile, 'main');
  listData(profile, 'main', () => 'line\nline\n');
}

/** Any other error goes through: it is a defect. */
function outcomeOf(bytes: Uint8Array): 'reported' | 'refused' {
  try {
    makeReports(bytes);
    return 'reported';
  } catch (error) {
    if (error instanceof ProfileError || error instanceof OptionError) return 'refused';
    throw error;
  }
}

describe.each([
  ['truncated', truncated],
  ['with bytes changed', flipped],
  ['with numbers changed', spliced],
  ['rearranged', rearranged],
  ['with damaged gzip', damagedGzip],
  ['of any bytes', anything],
])('a file %s', (_, input) => {
  test(
    'is a profile, or an error that says why',
    () => {
      fc.assert(
        fc.property(input, (bytes) => {
          expect(['reported', 'refused']).toContain(outcomeOf(bytes));
        }),
        { numRuns: RUNS },
      );
    },
    TIMEOUT_MS,
  );
});
