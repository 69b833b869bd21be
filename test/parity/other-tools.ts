/**
 * Profiles as other tools write them, made field by field: what matters is what each leaves out, or writes in its own
 * way. By the tools' own descriptions and sources.
 */
import type { Int64 } from '#pprof/int64.ts';
import { WireWriter } from '#pprof/codec/wire-writer.ts';

/** Tables of profile.proto are numbered by these fields. */
const SAMPLE_TYPE = 1;
const SAMPLE = 2;
const MAPPING = 3;
const LOCATION = 4;
const FUNCTION = 5;
const STRING = 6;

interface Frame {
  readonly id: Int64;
  readonly mapping?: number;
  readonly address?: Int64;
  /** Function id and line, innermost first; none where nobody symbolized. */
  readonly lines?: readonly (readonly [fn: Int64, line: Int64])[];
}

interface Tool {
  /** Without the empty one in front, unless the tool writes it twice. */
  readonly strings: readonly string[];
  readonly types: readonly (readonly [type: string, unit: string])[];
  readonly functions?: readonly (readonly [id: Int64, name: string, file?: string, systemName?: string])[];
  readonly mappings?: readonly (readonly [id: number, start: Int64, limit: Int64, file: string, buildId?: string])[];
  readonly locations: readonly Frame[];
  readonly samples: readonly {
    readonly stack: readonly Int64[];
    readonly values: readonly Int64[];
    readonly text?: readonly (readonly [key: string, value: string])[];
    readonly numbers?: readonly (readonly [key: string, value: Int64, unit?: string])[];
  }[];
  readonly period?: readonly [type: string, unit: string, value: Int64];
  readonly times?: readonly [at: Int64, duration: Int64];
  readonly defaultType?: string;
  readonly comments?: readonly string[];
  /** Repeated integers one by one, as encoders of proto2 do. */
  readonly unpacked?: boolean;
  /** The string table at the end of the file, or at its beginning. */
  readonly stringsFirst?: boolean;
}

const CPU = ['cpu', 'nanoseconds'] as const;
const SAMPLES = ['samples', 'count'] as const;

const TOOLS: Readonly<Record<string, Tool>> = {
  // perf_to_profile: addresses only, kernel and binary as mappings, the event as type, pid and comm as labels.
  'perf-to-profile': {
    strings: [],
    types: [
      ['cycles_sample', 'count'],
      ['cycles_event', 'count'],
    ],
    mappings: [
      [1, 0x400000, 0x4b0000, '/usr/bin/server', '6c7de23b1c2f'],
      [2, 0x7f0000000000, 0x7f00001c0000, '/usr/lib/x86_64-linux-gnu/libc.so.6', 'ab12'],
      [3, 0xffffffff81000000n, 0xffffffff82000000n, '[kernel.kallsyms]'],
    ],
    locations: [
      { id: 1, mapping: 1, address: 0x401136 },
      { id: 2, mapping: 1, address: 0x4020f0 },
      { id: 3, mapping: 2, address: 0x7f00000291ca },
      { id: 4, mapping: 3, address: 0xffffffff8120abcdn },
    ],
    samples: [
      { stack: [1, 2, 3], values: [12, 4_123_456], text: [['comm', 'server']], numbers: [['pid', 4211]] },
      { stack: [4, 1, 2, 3], values: [5, 1_900_001], text: [['comm', 'server']], numbers: [['pid', 4211]] },
      { stack: [4], values: [1, 300_000], text: [['comm', 'swapper']], numbers: [['pid', 0]] },
    ],
    comments: ['perf record -F 99 -g ./server'],
  },
  // pprof-rs: no mapping at all, no period type's unit beyond, one value, mangled names beside the others.
  'pprof-rs': {
    strings: [],
    types: [SAMPLES, CPU],
    functions: [
      [1, 'app::handler::parse', 'src/handler.rs', '_ZN3app7handler5parse17h0123456789abcdefE'],
      [2, 'core::iter::traits::iterator::Iterator::fold', '/rustc/9fc6/library/core/src/iter.rs'],
      [3, 'std::rt::lang_start::{{closure}}', '/rustc/9fc6/library/std/src/rt.rs'],
    ],
    locations: [
      {
        id: 1,
        lines: [
          [2, 88],
          [1, 12],
        ],
      },
      { id: 2, lines: [[1, 30]] },
      { id: 3, lines: [[3, 0]] },
    ],
    samples: [
      { stack: [1, 2, 3], values: [41, 410_101_010], text: [['thread', 'tokio-runtime-w']] },
      { stack: [2, 3], values: [3, 30_030_303], text: [['thread', 'main']] },
    ],
    period: ['cpu', 'nanoseconds', 10_000_000],
    times: [1_764_000_000_000_000_000n, 5_000_000_000],
  },
  // async-profiler: slashes in names, no file names, ids from 1 in every table, strings last but not least.
  'async-profiler': {
    strings: [],
    types: [['cpu', 'nanoseconds']],
    functions: [
      [1, 'java/lang/Thread.run'],
      [2, 'com/acme/Shop$Cart.total'],
      [3, 'com/acme/Shop.lambda$pay$0'],
      [4, '[libjvm.so]'],
    ],
    locations: [
      { id: 1, lines: [[1, 1_583]] },
      { id: 2, lines: [[2, 0]] },
      { id: 3, lines: [[3, -1]] },
      { id: 4, lines: [[4, 0]] },
    ],
    samples: [
      { stack: [2, 3, 1], values: [1_230_000_000], text: [['thread', '[http-nio-8080-exec-1 tid=4411]']] },
      { stack: [4, 1], values: [70_000_000] },
      { stack: [], values: [10_000_000] },
    ],
    stringsFirst: true,
  },
  // Parca and eBPF agents: large ids, process labels, a duration and a period, unsymbolized and symbolized in one stack.
  parca: {
    strings: [],
    types: [SAMPLES, CPU],
    functions: [[901_234_567_891n, 'main.work', 'main.go']],
    mappings: [[77, 0x200000, 0x300000, '/app/server', 'f00ba4']],
    locations: [
      { id: 12_345_678_901_234n, mapping: 77, address: 0x20a010, lines: [[901_234_567_891n, 42]] },
      { id: 99_999_999_999_999n, mapping: 77, address: 0x20b020 },
      { id: 88_888_888_888_888n, address: 0x7ffd0000 },
    ],
    samples: [
      {
        stack: [99_999_999_999_999n, 12_345_678_901_234n],
        values: [19, 1_000_000_000],
        text: [
          ['node', 'ip-10-0-0-1'],
          ['comm', 'server'],
        ],
        numbers: [['cpu', 3, 'core']],
      },
      { stack: [88_888_888_888_888n], values: [1, 52_631_578], numbers: [['cpu', 0, 'core']] },
    ],
    period: ['cpu', 'nanoseconds', 52_631_578],
    times: [1_764_000_000_000_000_000n, 10_000_000_000],
    unpacked: true,
  },
  // py-spy's converters and Pyroscope: one type without a unit that is known, files without functions' lines.
  pyroscope: {
    strings: [],
    types: [['process_cpu', 'lock_nanoseconds']],
    functions: [
      [1, '<module>', 'app.py'],
      [2, 'handle', '/srv/app/views.py'],
      [3, '<genexpr>', '/srv/app/views.py'],
    ],
    locations: [
      { id: 1, lines: [[1, 1]] },
      { id: 2, lines: [[2, 40]] },
      { id: 3, lines: [[3, 41]] },
    ],
    samples: [
      { stack: [3, 2, 1], values: [9_007_199_254_740_993n] },
      { stack: [2, 1], values: [-12] },
      { stack: [1], values: [0] },
    ],
    period: ['', '', 0],
    defaultType: 'process_cpu',
  },
  // tcmalloc and jemalloc (jeprof): inuse and alloc, numeric labels with and without units, no symbols.
  tcmalloc: {
    strings: [],
    types: [
      ['objects', 'count'],
      ['space', 'bytes'],
    ],
    mappings: [[1, 0x55550000, 0x55560000, '/opt/bin/db']],
    locations: [
      { id: 1, mapping: 1, address: 0x55551000 },
      { id: 2, mapping: 1, address: 0x55552000 },
    ],
    samples: [
      {
        stack: [1, 2],
        values: [1_000_000_007, 4_000_000_028_000n],
        numbers: [
          ['bytes', 4_096],
          ['request', 4_000, 'bytes'],
          ['alignment', 16],
        ],
      },
      { stack: [2], values: [2, 131_072], numbers: [['bytes', 65_536, 'bytes']] },
    ],
    period: ['space', 'bytes', 524_288],
    unpacked: true,
  },
};

/** Names of the tools. */
export const OTHER_TOOLS = Object.keys(TOOLS);

export function writtenBy(name: string): Uint8Array {
  const tool = TOOLS[name]!;
  const writer = new WireWriter();
  const strings = ['', ...tool.strings];
  const text = (value: string): number => {
    const known = strings.indexOf(value);
    return known === -1 ? strings.push(value) - 1 : known;
  };
  const integers = (field: number, values: readonly Int64[]): void => {
    if (tool.unpacked) for (const value of values) writer.integer(field, value);
    else writer.integers(field, values);
  };
  const valueType = (field: number, [type, unit]: readonly [string, string]): void => {
    const [typeIndex, unitIndex] = [text(type), text(unit)];
    writer.message(field, () => {
      writer.optional(1, typeIndex);
      writer.optional(2, unitIndex);
    });
  };
  const table = (): void => strings.forEach((value) => writer.text(STRING, value));
  if (tool.stringsFirst) {
    for (const [type, unit] of tool.types) for (const value of [type, unit]) text(value);
    for (const [, fnName, file = '', systemName = ''] of tool.functions ?? [])
      for (const value of [fnName, file, systemName]) text(value);
    for (const { text: labels = [] } of tool.samples) for (const [key, value] of labels) [key, value].forEach(text);
    table();
  }
  for (const type of tool.types) valueType(SAMPLE_TYPE, type);
  for (const { stack, values, text: labels = [], numbers = [] } of tool.samples) {
    const [keys, units] = [
      labels.map(([key, value]) => [text(key), text(value)]),
      numbers.map(([, , u = '']) => text(u)),
    ];
    const numberKeys = numbers.map(([key]) => text(key));
    writer.message(SAMPLE, () => {
      integers(1, stack);
      integers(2, values);
      for (const [key = 0, value = 0] of keys) {
        writer.message(3, () => {
          writer.integer(1, key);
          writer.integer(2, value);
        });
      }
      numbers.forEach(([, value], index) => {
        writer.message(3, () => {
          writer.integer(1, numberKeys[index]!);
          writer.integer(3, value);
          writer.optional(4, units[index]!);
        });
      });
    });
  }
  for (const [id, start, limit, file, buildId = ''] of tool.mappings ?? []) {
    const [fileIndex, buildIndex] = [text(file), text(buildId)];
    writer.message(MAPPING, () => {
      writer.integer(1, id);
      writer.integer(2, start);
      writer.integer(3, limit);
      writer.optional(5, fileIndex);
      writer.optional(6, buildIndex);
    });
  }
  for (const { id, mapping = 0, address = 0, lines = [] } of tool.locations) {
    writer.message(LOCATION, () => {
      writer.integer(1, id);
      writer.optional(2, mapping);
      writer.optional(3, address);
      for (const [fn, line] of lines) {
        writer.message(4, () => {
          writer.integer(1, fn);
          writer.optional(2, line);
        });
      }
    });
  }
  for (const [id, fnName, file = '', systemName = ''] of tool.functions ?? []) {
    const [nameIndex, fileIndex, systemIndex] = [text(fnName), text(file), text(systemName)];
    writer.message(FUNCTION, () => {
      writer.integer(1, id);
      writer.integer(2, nameIndex);
      writer.optional(3, systemIndex);
      writer.optional(4, fileIndex);
    });
  }
  if (tool.times) {
    writer.integer(9, tool.times[0]);
    writer.integer(10, tool.times[1]);
  }
  if (tool.period) {
    valueType(11, [tool.period[0], tool.period[1]]);
    writer.integer(12, tool.period[2]);
  }
  if (tool.comments) integers(13, tool.comments.map(text));
  if (tool.defaultType) writer.integer(14, text(tool.defaultType));
  if (!tool.stringsFirst) table();
  return writer.finish();
}
