import { fromBigInt } from '#pprof/int64.ts';
import type { Profile, ValueType } from '#pprof/profile.ts';
import type { AllocationStats, HeapNode, HeapReading, LiveStats } from '../agent.ts';
import { ProfileBuilder, type Frame } from '../profile-builder.ts';
import { sourcePath } from '../source-path.ts';
import { words } from '../words.ts';

type Measured = Exclude<HeapReading, { kind: 'unavailable' }>;

const IN_USE: readonly ValueType[] = [
  { type: 'inuse_objects', unit: 'count' },
  { type: 'inuse_space', unit: 'bytes' },
];
/** In the order in which Go's runtime writes them. */
const ALL: readonly ValueType[] = [
  { type: 'alloc_objects', unit: 'count' },
  { type: 'alloc_space', unit: 'bytes' },
  ...IN_USE,
];

/**
 * V8's tree of sampled allocations as a profile like Go's: totals since the process started, and what is alive.
 * Memory outside of V8's heap is not in it; memstats shows that as `external` and `arrayBuffers`.
 */
export function heapProfile(reading: Measured, context: { readonly program: string; readonly at: number }): Profile {
  const builder = new ProfileBuilder(reading.kind === 'allocations' ? ALL : IN_USE, context.program);
  switch (reading.kind) {
    case 'allocations':
      addNode(builder, reading.root, [], allocationValues);
      if (reading.earlier !== null) addNode(builder, reading.earlier, [], allocationValues);
      break;
    case 'inuse':
      addNode(builder, reading.root, [], liveValues);
      break;
  }
  return builder.build({
    defaultSampleType: 'inuse_space',
    timeNanos: fromBigInt(BigInt(context.at) * 1_000_000n),
    periodType: { type: 'space', unit: 'bytes' },
    period: reading.intervalBytes,
    comments: commentsOn(reading),
  });
}

function commentsOn(reading: Measured): readonly string[] {
  if (reading.kind === 'inuse') return [words.onlyInUse];
  return reading.renewedAt === null ? [] : [words.inUseSince(new Date(reading.renewedAt))];
}

function addNode<Stats>(
  builder: ProfileBuilder,
  node: HeapNode<Stats>,
  callers: readonly Frame[],
  valuesOf: (stats: readonly Stats[]) => readonly number[],
): void {
  if (node.allocations.length > 0) builder.add(callers, valuesOf(node.allocations));
  for (const child of node.children) addNode(builder, child, [frameOf(child), ...callers], valuesOf);
}

function allocationValues(stats: readonly AllocationStats[]): readonly number[] {
  return [
    sum(stats, (each) => each.allocObjects),
    sum(stats, (each) => each.allocSpaceBytes),
    sum(stats, (each) => each.inuseObjects),
    sum(stats, (each) => each.inuseSpaceBytes),
  ];
}

function liveValues(stats: readonly LiveStats[]): readonly number[] {
  return [sum(stats, (each) => each.count), sum(stats, (each) => each.count * each.sizeBytes)];
}

function sum<Stats>(stats: readonly Stats[], value: (each: Stats) => number): number {
  return stats.reduce((total, each) => total + value(each), 0);
}

function frameOf({ name, scriptName, lineNumber }: HeapNode<unknown>): Frame {
  return {
    name: name === undefined || name === '' ? '(anonymous)' : name,
    // A plain path, so that `go tool pprof -list` and the editor find the source.
    file: sourcePath(scriptName),
    line: lineNumber ?? 0,
  };
}
