import { at } from '#pprof/column.ts';
import type { Profile } from '#pprof/profile.ts';
import { words } from '../words.ts';

/**
 * The heap profile for reading (`debug=1`), in the form of Go's. V8 has no program counters; in their place stands
 * the number of the function.
 */
export function heapText(profile: Profile): string {
  const records = recordsOf(profile).sort((a, b) => b.inUseBytes - a.inUseBytes || b.allocBytes - a.allocBytes);
  const total = (pick: (record: HeapRecord) => number): number =>
    records.reduce((sum, record) => sum + pick(record), 0);
  const totals = counts({
    inUseObjects: total((record) => record.inUseObjects),
    inUseBytes: total((record) => record.inUseBytes),
    allocObjects: total((record) => record.allocObjects),
    allocBytes: total((record) => record.allocBytes),
  });
  // Go writes twice the sampling rate here; readers of the format halve it.
  const header = `heap profile: ${totals} @ heap/${2 * Number(profile.period)}`;
  return [header, ...[words.noAddresses, ...profile.comments].map((line) => `# ${line}`), ...records.map(block)].join(
    '\n',
  );
}

interface HeapCounts {
  readonly inUseObjects: number;
  readonly inUseBytes: number;
  readonly allocObjects: number;
  readonly allocBytes: number;
}

interface HeapRecord extends HeapCounts {
  readonly frames: readonly { readonly id: string; readonly name: string; readonly place: string }[];
}

function recordsOf({ samples, sampleTypes, locations }: Profile): HeapRecord[] {
  const columnOf = (type: string) => samples.values[sampleTypes.findIndex((sampleType) => sampleType.type === type)];
  const columns = ['inuse_objects', 'inuse_space', 'alloc_objects', 'alloc_space'].map(columnOf);
  return Array.from({ length: samples.count }, (_, sample) => {
    const [inUseObjects = 0, inUseBytes = 0, allocObjects = 0, allocBytes = 0] = columns.map((column) =>
      column === undefined ? 0 : Number(at(column, sample)),
    );
    const stack = samples.stacks.subarray(samples.offsets[sample], samples.offsets[sample + 1]);
    const frames = Array.from(stack, (index) => {
      const location = locations[index]!;
      const line = location.lines[0]!;
      return {
        id: `0x${location.id.toString(16)}`,
        name: line.function.name,
        place: `${line.function.filename}:${line.line}`,
      };
    });
    return { inUseObjects, inUseBytes, allocObjects, allocBytes, frames };
  });
}

function block(record: HeapRecord): string {
  const ids = record.frames.map((frame) => frame.id).join(' ');
  const lines = record.frames.map((frame) => `#\t${frame.id}\t${frame.name}+0x0\t\t${frame.place}`);
  return [`${counts(record)} @ ${ids}`, ...lines, ''].join('\n');
}

function counts({ inUseObjects, inUseBytes, allocObjects, allocBytes }: HeapCounts): string {
  return `${inUseObjects}: ${inUseBytes} [${allocObjects}: ${allocBytes}]`;
}
