import type { Frame } from '../profile-builder.ts';
import { words } from '../words.ts';
import { notes, STATE, waitBuckets, waitsOf, type SampledPromises } from './goroutine-profile.ts';

/** Go stops at 64 MB of stacks; so many blocks are about 10 MB, and more than anybody reads. */
const MOST_BLOCKS = 10_000;

/** `debug=1`, in the form of Go's: what is alike once, with its count, the most first. */
export function goroutineText(reading: SampledPromises): string {
  const buckets = waitBuckets(reading, { withAges: true });
  const total = buckets.reduce((sum, { count }) => sum + count, 0);
  const numbers = new Map<string, number>();
  const numberOf = (frame: Frame): string => {
    const key = `${frame.name}\n${frame.file}\n${frame.line}`;
    if (!numbers.has(key)) numbers.set(key, numbers.size + 1);
    return `0x${numbers.get(key)!.toString(16)}`;
  };
  const blocks = buckets
    .sort((a, b) => b.count - a.count)
    .map(({ stack, count, labels }) =>
      [
        `${count} @ ${stack.map(numberOf).join(' ')}`,
        `# labels: ${labelText(labels)}`,
        ...stack.map((frame) => `#\t${numberOf(frame)}\t${frame.name}+0x0\t\t${placeOf(frame)}`),
        '',
      ].join('\n'),
    );
  const remarks = [...notes(reading), words.noAddresses].map((line) => `# ${line}`);
  return `${[`goroutine profile: total ${total}`, ...blocks, ...remarks].join('\n')}\n`;
}

/** `debug=2`: one block for each, the oldest first, with its state and, from a minute on, its age, as in Go. */
export function goroutineBlocks(reading: SampledPromises): string {
  const all = reading.sites.flatMap(({ stack, groups }) =>
    groups.flatMap(({ waits }) => [...waitsOf(waits)].map(([id, born]) => ({ id, born, stack }))),
  );
  const blocks = all
    .sort((a, b) => a.id - b.id)
    .slice(0, MOST_BLOCKS)
    .map(({ id, born, stack }) => {
      const minutes = Math.floor((reading.now - born) / 60_000);
      const age = minutes >= 1 ? `, ${minutes} minutes` : '';
      return [
        `promise ${id} [${STATE}${age}]:`,
        ...stack.flatMap((frame) => [`${frame.name}()`, `\t${placeOf(frame)}`]),
        '',
      ].join('\n');
    });
  const remarks = [
    ...notes(reading),
    ...(all.length > MOST_BLOCKS ? [words.moreBlocks(all.length - MOST_BLOCKS)] : []),
  ];
  return `${[...blocks, ...remarks.map((line) => `# ${line}`)].join('\n')}\n`;
}

function placeOf({ file, line }: Frame): string {
  return file === '' ? '(V8)' : `${file}:${line}`;
}

/** As Go prints them: sorted by name, and of a name that comes twice the later one. */
function labelText(labels: readonly (readonly [string, string])[]): string {
  const sorted = [...new Map(labels)].sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(', ')}}`;
}
