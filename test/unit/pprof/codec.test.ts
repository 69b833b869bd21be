import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { decodeProfile, encodeProfile } from '#pprof/codec.ts';
import { WireWriter } from '#pprof/codec/wire-writer.ts';
import { valuesOf } from '#pprof/column.ts';
import { ProfileError, type ProfileErrorCode } from '#pprof/errors.ts';
import type { Int64 } from '#pprof/int64.ts';
import { labelsOf } from '#pprof/profile.ts';

const PROFILES = ['http.cpu', 'http.block', 'json.mem', 'node.heap', 'node.time', 'synthetic'];
const STRINGS = ['', 'cpu', 'nanoseconds', 'main', 'main.go', 'rota', '/pagar', 'bytes'];

function fixture(name: string): Uint8Array {
  return readFileSync(new URL(`../../parity/profiles/${name}.pb.gz`, import.meta.url));
}

interface Parts {
  readonly strings?: readonly string[];
  readonly types?: number;
  readonly values?: readonly Int64[];
  readonly locationId?: Int64;
  readonly usedLocation?: Int64;
  readonly functionId?: Int64;
  readonly usedFunction?: Int64;
  readonly packed?: boolean;
  readonly tail?: (writer: WireWriter) => void;
}

/** A file with one sample, in which each part can be made wrong. The strings come last, as some tools write them. */
function file(parts: Parts = {}): Uint8Array {
  const { strings = STRINGS, types = 1, values = [5], locationId = 1, functionId = 1, packed = false } = parts;
  const writer = new WireWriter();
  for (let type = 0; type < types; type++) {
    writer.message(1, () => {
      writer.integer(1, 1);
      writer.integer(2, 2);
    });
  }
  writer.message(2, () => {
    const used = parts.usedLocation ?? locationId;
    if (packed) {
      writer.integers(1, [used, used, used]);
      writer.integers(2, values);
    } else {
      for (let index = 0; index < 3; index++) writer.integer(1, used);
      for (const value of values) writer.integer(2, value);
    }
  });
  writer.message(4, () => {
    writer.integer(1, locationId);
    writer.message(4, () => writer.integer(1, parts.usedFunction ?? functionId));
  });
  writer.message(5, () => {
    writer.integer(1, functionId);
    writer.integer(2, 3);
    writer.integer(4, 4);
  });
  for (const text of strings) writer.text(6, text);
  parts.tail?.(writer);
  return writer.finish();
}

describe.each(PROFILES)('%s', (name) => {
  test('comes back the same after being written and read', () => {
    const profile = decodeProfile(fixture(name));
    const again = decodeProfile(encodeProfile(profile));
    expect(again).toEqual(profile);
    expect(encodeProfile(again)).toEqual(encodeProfile(profile));
  });
});

test('packed and unpacked integers are the same', () => {
  const values = [1, 2, 3];
  expect(decodeProfile(file({ packed: true, types: 3, values }))).toEqual(decodeProfile(file({ types: 3, values })));
});

test.each<[Int64]>([[7_000_000], [2 ** 40], [2n ** 64n - 1n]])('an id can be %d', (id) => {
  const profile = decodeProfile(file({ locationId: id, functionId: id }));
  expect(profile.locations[0]!.lines[0]!.function).toBe(profile.functions[0]);
  expect([...profile.samples.stacks]).toEqual([0, 0, 0]);
});

test.each<[Int64]>([[-1], [2 ** 53], [9007199254740993n], [-(2n ** 63n)], [2n ** 63n - 1n]])(
  'a value of %d is kept to the unit',
  (value) => {
    const written = typeof value === 'number' && !Number.isSafeInteger(value) ? BigInt(value) : value;
    const profile = decodeProfile(encodeProfile(decodeProfile(file({ values: [written] }))));
    expect(valuesOf(profile.samples.values[0]!)).toEqual([written]);
  },
);

test('a text wins over a number, and an empty label is none', () => {
  const label = (writer: WireWriter, ...fields: readonly (readonly [number, number])[]): void =>
    writer.message(3, () => fields.forEach(([field, value]) => writer.integer(field, value)));
  const bytes = file({
    tail: (writer) =>
      writer.message(2, () => {
        writer.integer(1, 1);
        writer.integer(2, 1);
        label(writer, [1, 5], [2, 6], [3, 9]);
        label(writer, [1, 7]);
        label(writer, [1, 7], [3, 64]);
        label(writer, [1, 7], [3, 65], [4, 7]);
      }),
  });
  const labels = labelsOf(decodeProfile(bytes).samples, 1);
  expect([...labels.strings]).toEqual([['rota', ['/pagar']]]);
  expect([...labels.numbers]).toEqual([
    [
      'bytes',
      [
        { value: 64, unit: '' },
        { value: 65, unit: 'bytes' },
      ],
    ],
  ]);
});

function codeOf(bytes: Uint8Array): ProfileErrorCode | undefined {
  try {
    decodeProfile(bytes);
    return undefined;
  } catch (error) {
    if (error instanceof ProfileError) return error.code;
    throw error;
  }
}

test.each<[ProfileErrorCode, Uint8Array]>([
  ['empty', new Uint8Array()],
  ['truncated', file().subarray(0, 40)],
  ['bad-wire-type', Uint8Array.of(0x0f)],
  ['bad-varint', Uint8Array.of(0x48, ...Array.from({ length: 10 }, () => 0xff), 1)],
  ['bad-string-table', file({ strings: ['x', ...STRINGS.slice(1)] })],
  ['bad-string-index', file({ strings: ['', 'cpu'] })],
  ['bad-id', file({ locationId: 0 })],
  ['duplicate-id', file({ tail: (writer) => writer.message(5, () => writer.integer(1, 1)) })],
  ['missing-reference', file({ usedLocation: 2 })],
  ['missing-reference', file({ usedFunction: 2 })],
  ['value-count', file({ values: [1, 2] })],
  ['value-count', file({ values: [] })],
  ['no-sample-type', file({ types: 0 })],
  [
    'concatenated',
    file({
      tail: (writer) => {
        writer.integer(9, 1);
        writer.integer(9, 2);
      },
    }),
  ],
  ['bad-gzip', gzipSync(file()).subarray(0, 30)],
])('%s is told apart', (code, bytes) => {
  expect(codeOf(bytes)).toBe(code);
});

test('a flipped bit inside gzip is noticed', () => {
  const bytes = new Uint8Array(gzipSync(file(), { level: 0 }));
  bytes[40]! ^= 1;
  expect(codeOf(bytes)).toBe('bad-gzip');
});

test('a gzip bomb stops at the limit', () => {
  const bomb = gzipSync(new Uint8Array(32 * 2 ** 20), { level: 9 });
  expect(bomb.length).toBeLessThan(40_000);
  expect(() => decodeProfile(bomb, 2 ** 20)).toThrow(
    new ProfileError('too-large', 'the profile has more than 1048576 bytes uncompressed'),
  );
});

test('the error says where', () => {
  expect(() => decodeProfile(file().subarray(0, 40))).toThrow(/\(at byte \d+\)$/);
});
