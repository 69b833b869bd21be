import type { OpenFilesReading } from '../agent.ts';
import { countDescriptors, openDescriptors, pathOf, type DescriptorKind } from '../descriptors.ts';
import { words } from '../words.ts';
import { answerCounted, type Counted, type CountedSite } from './counted.ts';
import type { DebugProfile } from './debug-profile.ts';

/** Paths that are told for each line that opened files. */
const MAX_PATHS = 5;

/** Open files and sockets, by who opened them. Go has no such profile; there, too, they leak. */
export const fd: DebugProfile = {
  name: 'fd',
  words: words.profiles.fd,
  count: countDescriptors,
  async answer(parameters, { main, program, tracksFiles }, gone) {
    const take = async () => {
      // Without openers to ask for, it needs nothing of the main thread.
      const reading = tracksFiles ? await main.call('openFiles') : OFF;
      return compare(reading, openDescriptors());
    };
    return answerCounted('fd', take, { parameters, program, gone });
  },
};

const OFF: OpenFilesReading = { kind: 'off' };

/** The total is the system's. What is known of an opener holds only for what the system knows as open. */
function compare(reading: OpenFilesReading, listed: ReadonlyMap<number, DescriptorKind> | null): Counted {
  const rest = new Map(listed);
  const sites: CountedSite[] = [];
  for (const { kind, stack, descriptors } of reading.kind === 'tracked' ? reading.sites : []) {
    const open = listed === null ? descriptors : descriptors.filter((descriptor) => listed.get(descriptor) === kind);
    for (const descriptor of open) rest.delete(descriptor);
    const details =
      kind === 'file'
        ? open
            .slice(0, MAX_PATHS)
            .map(pathOf)
            .filter((path) => path !== null)
        : [];
    if (open.length > 0) sites.push({ stack, count: open.length, labels: [['kind', words.kinds[kind]]], details });
  }
  const counts = new Map<DescriptorKind, number>();
  for (const kind of rest.values()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  for (const [kind, count] of counts) {
    const name = `(${words.kinds[kind]})`;
    const above = reading.kind === 'tracked' ? [{ name: words.unknownOpener, file: '', line: 0 }] : [];
    sites.push({ stack: [{ name, file: '', line: 0 }, ...above], count, labels: [['kind', words.kinds[kind]]] });
  }
  const comments = [reading.kind === 'off' ? words.fdOff : words.fdOn, ...(listed === null ? [words.fdNoList] : [])];
  return { sites, comments };
}
