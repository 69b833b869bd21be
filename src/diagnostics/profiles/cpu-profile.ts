import { fromBigInt } from '#pprof/int64.ts';
import type { Profile, ValueType } from '#pprof/profile.ts';
import { CPU_INTERVAL_MICROS, type CpuRecording } from '../main/cpu-profiler.ts';
import { ProfileBuilder, type Frame } from '../profile-builder.ts';
import { sourcePath } from '../source-path.ts';
import { words } from '../words.ts';

type Node = CpuRecording['nodes'][number];

const SAMPLE_TYPES: readonly ValueType[] = [
  { type: 'samples', unit: 'count' },
  { type: 'cpu', unit: 'nanoseconds' },
  { type: 'wall', unit: 'nanoseconds' },
];

/** V8's pseudo-functions for time in which the thread ran no JavaScript: waiting for events, or in code of Node's own. */
const NOT_RUNNING: ReadonlySet<string> = new Set(['(idle)', '(program)', '(root)']);

/**
 * V8's recording as a profile like Go's.
 *
 * `cpu` is the time in which the thread was found in JavaScript, in something that JavaScript called, or collecting
 * garbage. V8 samples by the clock, so a function that waits in a synchronous call (`execSync`) counts as running.
 * `wall` is all of the time, waiting included. The line of the innermost function is the one that ran; V8 does not
 * record the lines of its callers, so theirs is the declaration. Nor does it say which samples were on which line, so
 * where a function ran with several labels, each gets its share of every line.
 *
 * @param context.at end of the recording, milliseconds since 1970.
 */
export function cpuProfile(
  recording: CpuRecording,
  context: { readonly program: string; readonly at: number },
): Profile {
  const builder = new ProfileBuilder(SAMPLE_TYPES, context.program);
  const stackOf = stacks(recording.nodes);
  const found = samplesOf(recording);
  for (const node of recording.nodes) {
    const byLabels = found.get(node.id);
    if (byLabels === undefined) continue;
    const [leaf, ...callers] = stackOf(node);
    if (leaf === undefined) continue;
    const isRunning = !NOT_RUNNING.has(leaf.name);
    const all = [...byLabels.values()].reduce((sum, { count }) => sum + count, 0);
    const lines = linesOf(node, leaf.line, all);
    const weights = lines.map(({ ticks }) => ticks);
    for (const [set, { count, micros }] of byLabels) {
      const counts = share(count, weights);
      const nanos = share(micros * 1_000, weights);
      const labels = Object.entries(recording.labels?.sets[set] ?? {});
      lines.forEach(({ line }, index) => {
        const wall = nanos[index]!;
        if (counts[index] === 0 && wall === 0) return;
        builder.add([{ ...leaf, line }, ...callers], isRunning ? [counts[index]!, wall, wall] : [0, 0, wall], labels);
      });
    }
  }
  const duration = Math.max(0, recording.endTime - recording.startTime) * 1_000;
  return builder.build({
    defaultSampleType: 'cpu',
    timeNanos: fromBigInt(BigInt(context.at) * 1_000_000n - BigInt(Math.round(duration))),
    durationNanos: Math.round(duration),
    periodType: { type: 'cpu', unit: 'nanoseconds' },
    period: CPU_INTERVAL_MICROS * 1_000,
    comments: recording.labels?.isCut === true ? [words.labelsCut] : [],
  });
}

/** How often each node was found, and for how long: each sample lasts until the next one. By the set of its labels. */
function samplesOf({ samples = [], timeDeltas = [], startTime, endTime, labels }: CpuRecording) {
  const found = new Map<number, Map<number, { count: number; micros: number }>>();
  let elapsed = 0;
  samples.forEach((id, index) => {
    elapsed += timeDeltas[index] ?? 0;
    const rest = endTime - startTime - elapsed;
    const byLabels = found.get(id) ?? new Map<number, { count: number; micros: number }>();
    const set = labels?.ofSample[index] ?? 0;
    const node = byLabels.get(set) ?? { count: 0, micros: 0 };
    node.count++;
    // Samples can come out of order by some microseconds.
    node.micros += Math.max(0, Math.round(timeDeltas[index + 1] ?? rest));
    byLabels.set(set, node);
    found.set(id, byLabels);
  });
  return found;
}

/** The stack of a node, leaf first. */
function stacks(nodes: readonly Node[]): (node: Node) => Frame[] {
  const parents = new Map(nodes.flatMap((parent) => (parent.children ?? []).map((child) => [child, parent] as const)));
  const frames = new Map(nodes.map((node) => [node.id, frameOf(node)]));
  return (leaf) => {
    const stack: Frame[] = [];
    for (let node: Node | undefined = leaf; node !== undefined; node = parents.get(node.id)) {
      // The root stands for the thread, not for a function.
      if (parents.has(node.id)) stack.push(frames.get(node.id)!);
    }
    return stack;
  };
}

function frameOf({ callFrame: { functionName, url, lineNumber } }: Node): Frame {
  return {
    name: functionName === '' ? '(anonymous)' : functionName,
    // A plain path, so that `go tool pprof -list` and the editor find the source.
    file: sourcePath(url),
    line: lineNumber + 1,
    startLine: lineNumber + 1,
  };
}

/** The lines on which a node was found. Samples without a line count for the declaration. */
function linesOf(node: Node, declaration: number, count: number): { line: number; ticks: number }[] {
  const ticksOf = new Map<number, number>();
  for (const { line, ticks } of node.positionTicks ?? []) ticksOf.set(line, (ticksOf.get(line) ?? 0) + ticks);
  const known = [...ticksOf.values()].reduce((sum, ticks) => sum + ticks, 0);
  if (known < count) ticksOf.set(declaration, (ticksOf.get(declaration) ?? 0) + count - known);
  return [...ticksOf].map(([line, ticks]) => ({ line, ticks }));
}

/** Integers in the proportion of the weights whose sum is exactly the total. */
function share(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  let weighed = 0;
  let given = 0;
  return weights.map((weight) => {
    weighed += weight;
    const due = Math.round((total * weighed) / sum) - given;
    given += due;
    return due;
  });
}
