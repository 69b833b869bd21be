import type { Agent } from '../agent.ts';
import type { DebugProfile } from '../profiles/debug-profile.ts';
import { external } from '../profiles/external.ts';
import { fd } from '../profiles/fd.ts';
import { goroutine } from '../profiles/goroutine.ts';
import { heapProfile } from '../profiles/heap-profile.ts';
import { allocs, heap } from '../profiles/heap.ts';
import { mutex } from '../profiles/mutex.ts';
import { threadcreate } from '../profiles/threadcreate.ts';
import { countDescriptors } from '../descriptors.ts';
import { allCustom, lookupCustom, type ReadableProfile } from './profile.ts';
import { agent } from './this-thread.ts';
import { writeAnswer } from './write.ts';

/**
 * Those that can be read from within, each with its count: of records or, where each entry counts one, of entries, as
 * in Go; 0 where it is off. `block` is not among them: it is the debug server's thread that sees a stall.
 */
const BUILT_IN: readonly (readonly [DebugProfile, (agent: Agent) => number])[] = [
  [allocs, countHeapRecords],
  [external, countExternalSites],
  [fd, () => countDescriptors() ?? 0],
  [goroutine, countWaits],
  [heap, countHeapRecords],
  [mutex, () => 0],
  [threadcreate, ({ threads }) => threads().length],
];

/**
 * The profile of that name, one of the diagnostics' or of the app's own: Go's `pprof.Lookup`. `undefined` if there is
 * none, where Go gives nil.
 */
export function lookupProfile(name: string): ReadableProfile | undefined {
  const found = BUILT_IN.find(([profile]) => profile.name === name);
  return found === undefined ? lookupCustom(name) : readable(...found);
}

/** All profiles, by name: Go's `pprof.Profiles`. */
export function profiles(): readonly ReadableProfile[] {
  const all = [...BUILT_IN.map((each) => readable(...each)), ...allCustom()];
  return all.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function readable(profile: DebugProfile, count: (agent: Agent) => number): ReadableProfile {
  return {
    name: profile.name,
    count: () => count(agent),
    writeTo: (stream, debug) => writeAnswer(profile, stream, debug),
  };
}

function countHeapRecords({ heap: read }: Agent): number {
  const reading = read();
  return reading.kind === 'unavailable' ? 0 : heapProfile(reading, { program: '', at: 0 }).samples.count;
}

function countExternalSites({ external: read }: Agent): number {
  const reading = read();
  return reading.kind === 'off' ? 0 : reading.sites.length;
}

function countWaits({ watchesPromises, promises }: Agent): number {
  const reading = promises();
  if (!watchesPromises() || reading.kind === 'off') return 0;
  const groups = reading.sites.flatMap((site) => site.groups);
  return groups.reduce((sum, { waits }) => sum + waits.length / 2, 0) * reading.interval;
}
