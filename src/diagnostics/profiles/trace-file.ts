import { basename } from 'node:path';
import type { CpuRecording } from '../main/cpu-profiler.ts';
import type { TraceEvent, TraceRecording } from '../main/tracer.ts';
import { sourcePath } from '../source-path.ts';
import { words } from '../words.ts';

type Node = CpuRecording['nodes'][number];

/** A thread that no system has: below it stand the functions that ran, as the CPU profiler saw them. */
const SAMPLES_THREAD = 1;
/** V8's names. */
const GARBAGE_COLLECTOR = '(garbage collector)';
const NATIVE_CODE = '(program)';
/** Nothing ran, or nothing that has a name. */
const NOT_SHOWN: ReadonlySet<string> = new Set(['(root)', '(idle)', NATIVE_CODE]);
const US = new URL('../', import.meta.url).href;

/** A file for Perfetto and chrome://tracing. */
export function traceFile(
  { events, cpu }: TraceRecording,
  context: { readonly program: string; readonly pid: number },
) {
  const { program, pid } = context;
  const say = (name: string, tid: number, value: string): TraceEvent => {
    return { name, cat: '__metadata', ph: 'M', pid, tid, ts: 0, args: { name: value } };
  };
  return JSON.stringify({
    traceEvents: [
      ...events,
      say('process_name', pid, basename(program)),
      say('thread_name', SAMPLES_THREAD, words.traceSamples),
      ...(cpu === null ? [] : calls(cpu, pid)),
    ],
    otherData: { program, node: process.version, ...(cpu === null ? { note: words.traceWithoutSamples } : {}) },
  });
}

/**
 * Function calls, drawn from samples: frames that two samples in a row have in common are taken for one call. What
 * begins and ends between two samples is not seen.
 */
function calls(recording: CpuRecording, pid: number): TraceEvent[] {
  const { samples = [], timeDeltas = [], startTime, endTime } = recording;
  const found = pathsFound(recording);
  const events: TraceEvent[] = [];
  let open: { readonly node: Node; readonly since: number }[] = [];
  let now = startTime;
  const moveTo = (path: readonly Node[]): void => {
    let common = 0;
    while (common < open.length && open[common]?.node === path[common]) common++;
    for (const { node, since } of open.splice(common).reverse()) events.push(callEvent(node, since, now - since, pid));
    open = [...open, ...path.slice(common).map((node) => ({ node, since: now }))];
  };
  samples.forEach((_, index) => {
    // Samples can come out of order by some microseconds.
    now += Math.max(0, timeDeltas[index] ?? 0);
    moveTo(found[index] ?? []);
  });
  now = Math.max(now, endTime);
  moveTo([]);
  return events;
}

/** For each sample the calls that it found, outermost first; none where no JavaScript ran. */
function pathsFound({ nodes, samples = [] }: CpuRecording): (readonly Node[])[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const pathOf = paths(nodes);
  let before: readonly Node[] = [];
  return samples.map((id, index) => {
    const node = byId.get(id);
    const name = node?.callFrame.functionName;
    // V8 notes these two without what they interrupt. A collection stands on it; native code that is over before the
    // next sample, with the same function still there, was called by it.
    if (name === GARBAGE_COLLECTOR && node !== undefined) return [...before, node];
    if (name === NATIVE_CODE) {
      const after = pathOf(samples[index + 1] ?? id);
      if (before.length > 0 && before[0] === after[0]) return before;
    }
    before = pathOf(id);
    return before;
  });
}

function callEvent(
  { callFrame: { functionName, url, lineNumber } }: Node,
  ts: number,
  dur: number,
  pid: number,
): TraceEvent {
  const name = functionName === '' ? '(anonymous)' : functionName;
  const file = sourcePath(url);
  const args = file === '' ? {} : { file, line: lineNumber + 1 };
  return { name, cat: 'vazou.samples', ph: 'X', pid, tid: SAMPLES_THREAD, ts, dur, args };
}

/** The calls that lead to a node, outermost first. What the diagnostics do is left out, with all that it calls. */
function paths(nodes: readonly Node[]): (id: number) => readonly Node[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap((parent) => (parent.children ?? []).map((child) => [child, parent] as const)));
  const known = new Map<number, { readonly path: readonly Node[]; readonly isOurs: boolean }>();
  const walk = (id: number): { readonly path: readonly Node[]; readonly isOurs: boolean } => {
    const cached = known.get(id);
    if (cached !== undefined) return cached;
    const node = byId.get(id);
    const parent = parents.get(id);
    const above = parent === undefined ? { path: [], isOurs: false } : walk(parent.id);
    const isOurs = above.isOurs || (node?.callFrame.url.startsWith(US) ?? false);
    const isShown = !isOurs && node !== undefined && !NOT_SHOWN.has(node.callFrame.functionName);
    const found = { path: isShown ? [...above.path, node] : above.path, isOurs };
    known.set(id, found);
    return found;
  };
  return (id) => walk(id).path;
}
