/**
 * Makes the synthetic profile of the parity suite: what real recordings of this size do not have. String labels with
 * several values, numeric labels with and without units, inlined calls, recursion, sparse ids, C++ and Java names,
 * values beyond 2^53 and negative ones, a location without symbols.
 *
 *   node test/parity/profiles/record-synthetic.ts
 */
import { toColumn } from '#pprof/column.ts';
import { encodeProfile } from '#pprof/codec.ts';
import type { Int64 } from '#pprof/int64.ts';
import { EMPTY_PROFILE, NO_LABELS, type LabelSet, type Line, type Location, type Mapping } from '#pprof/profile.ts';
import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const mapping = (id: number, file: string, start: number): Mapping => ({
  id,
  start,
  limit: start + 0x100000,
  offset: 0,
  file,
  buildId: id === 7 ? 'abc123' : '',
  hasFunctions: true,
  hasFilenames: true,
  hasLineNumbers: true,
  hasInlineFrames: id === 7,
});
const mappings = [mapping(7, '/srv/app/bin/server', 0x400000), mapping(30, '/lib/libc.so.6', 0x7f0000000000)];

const names = [
  ['main.main', 'src/main.go'],
  ['github.com/acme/shop/v2/cart.(*Cart).Add', '/proc/self/cwd/./cart/../cart/cart.go'],
  ['github.com/acme/shop/v2/cart.Sum[...]', 'cart/sum.go'],
  ['std::vector<int, std::allocator<int> >::push_back(int const&)', '/usr/include/c++/vector'],
  ['(anonymous namespace)::Worker::run()', 'worker.cc'],
  ['com.acme.Shop.checkout(Order)', 'Shop.java'],
  ['<anonymous>', ''],
  ['preço "à vista" \\ 🛒', 'loja/preço.ts'],
  ['malloc', ''],
] as const;
const functions = names.map(([name, filename], index) => ({
  id: 100 + 17 * index,
  name,
  systemName: index % 3 === 0 ? name : `_Z${index}`,
  filename,
  startLine: index % 2 === 0 ? 0 : 10 * index,
}));
const line = (index: number, number: number): Line => ({ function: functions[index]!, line: number, column: 0 });
const location = (id: Int64, binary: Mapping | null, address: Int64, lines: Line[]): Location => ({
  id,
  mapping: binary,
  address,
  lines,
  isFolded: id === 5,
});
const [server, libc] = mappings as [Mapping, Mapping];
const locations = [
  location(1, server, 0x401000, [line(0, 12)]),
  location(5, server, 0x402000, [line(2, 3), line(1, 40)]),
  location(9, server, 0x402010, [line(2, 4), line(7, 8), line(1, 41)]),
  location(12345678901, server, 0x403000, [line(3, 900)]),
  location(13, server, 0x404000, [line(4, 77)]),
  location(14, null, 0, [line(5, 5)]),
  location(15, null, 0, [line(6, 1)]),
  location(16, libc, 0x7f0000001234, [line(8, 0)]),
  location(17, libc, 0x7f0000005678, []),
  location(18, null, 0xffffffff81000000n, []),
  location(19, server, 0x405000, [line(7, 9)]),
];

const labels = (
  strings: Record<string, readonly string[]>,
  numbers: Record<string, readonly (readonly [Int64, string])[]> = {},
): LabelSet => ({
  strings: new Map(Object.entries(strings)),
  numbers: new Map(
    Object.entries(numbers).map(([key, values]) => [key, values.map(([value, unit]) => ({ value, unit }))]),
  ),
});
const labelSets = [
  NO_LABELS,
  labels({ route: ['/cart'], tenant: ['acme'] }, { bytes: [[4096, '']] }),
  labels(
    { route: ['/cart', '/pay'], tenant: ['globex'] },
    { bytes: [[65536, 'bytes']], latency: [[25, 'milliseconds']] },
  ),
  labels({ route: ['/health'] }, { bytes: [[512, '']], latency: [[1500, 'microseconds']] }),
  labels({ ção: ['é'] }, { request: [[1048576, '']] }),
  labels(
    {},
    {
      bytes: [
        [16, ''],
        [32, ''],
      ],
      shard: [[3, '']],
    },
  ),
];

/** Stack (indexes into locations, leaf first), count, nanoseconds, bytes, label set. */
const samples: readonly (readonly [readonly number[], Int64, Int64, Int64, number])[] = [
  [[1, 0], 3, 30_000_000, 4096, 1],
  [[2, 1, 0], 5, 55_000_000, 65536, 2],
  [[2, 1, 2, 1, 0], 2, 20_000_000, 512, 2],
  [[3, 4, 0], 7, 70_000_000, 1536, 3],
  [[3, 3, 3, 4, 0], 1, 12_500_000, 10240, 0],
  [[5, 0], 4, 40_000_000, 2 ** 40, 4],
  [[6, 5, 0], 9, 90_000_000, 1125, 5],
  [[7, 3, 4, 0], 11, 110_000_000, 3 * 2 ** 20 + 131072, 1],
  [[8, 7, 4, 0], 6, 60_000_000, 9007199254740993n, 0],
  [[9], 1, 10_000_000, 1, 0],
  [[10, 6, 0], 8, 80_000_000, -2048, 4],
  [[10, 1, 0], 2, 20_000_000, 4611686018427387904n, 5],
  [[4, 0], 13, 130_000_000, 128, 3],
  [[], 1, 10_000_000, 64, 0],
];
const stacks = samples.map(([stack]) => stack);
const profile = {
  ...EMPTY_PROFILE,
  sampleTypes: [
    { type: 'samples', unit: 'count' },
    { type: 'cpu', unit: 'nanoseconds' },
    { type: 'inuse_space', unit: 'bytes' },
  ],
  defaultSampleType: 'cpu',
  samples: {
    count: samples.length,
    offsets: Uint32Array.from([0, ...stacks.map((_, index) => stacks.slice(0, index + 1).flat().length)]),
    stacks: Uint32Array.from(stacks.flat()),
    values: [
      toColumn(samples.map((sample) => sample[1])),
      toColumn(samples.map((sample) => sample[2])),
      toColumn(samples.map((sample) => sample[3])),
    ],
    labels: Uint32Array.from(samples, (sample) => sample[4]),
    labelSets,
  },
  mappings,
  locations,
  functions,
  comments: ['feito à mão', '#oculto'],
  dropFrames: 'malloc',
  keepFrames: '',
  timeNanos: 1_506_718_679_123_456_000,
  durationNanos: 10_500_000_000,
  periodType: { type: 'cpu', unit: 'nanoseconds' },
  period: 10_000_000,
};
writeFileSync(new URL('synthetic.pb.gz', import.meta.url), gzipSync(encodeProfile(profile)));
