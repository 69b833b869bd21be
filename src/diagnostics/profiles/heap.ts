import { encodeProfile } from '#pprof/codec.ts';
import type { Profile } from '#pprof/profile.ts';
import { compress } from '../compress.ts';
import { attachment, failure, text } from '../http/answer.ts';
import { memStatsText } from '../mem-stats/go-text.ts';
import { words } from '../words.ts';
import type { DebugProfile, Subject } from './debug-profile.ts';
import { deltaProfile, deltaRefusal } from './delta.ts';
import { heapProfile } from './heap-profile.ts';
import { heapText } from './heap-text.ts';

/** Go does one GC for `gc=1`. In allocation mode the reading itself does another. */
const GCS_BEFORE = 1;

export const heap: DebugProfile = samplerProfile('heap', 'inuse_space');

/** The same measurements; tools show first what was allocated since the start. In Go, `gc` is only heap's. */
export const allocs: DebugProfile = samplerProfile('allocs', 'alloc_space');

function samplerProfile(name: 'heap' | 'allocs', defaultSampleType: string): DebugProfile {
  return {
    name,
    words: words.profiles[name],
    count: (subject) => lastCounts.get(subject) ?? null,
    async answer(parameters, subject, gone) {
      const take = async (): Promise<Profile> => ({ ...(await read(subject)), defaultSampleType });
      try {
        if (parameters.seconds !== '') {
          const refused = deltaRefusal(parameters);
          if (refused !== null) return refused;
          const delta = await deltaProfile(take, parameters.duration ?? 1, gone);
          return delta === null ? text('') : attachment(`${name}-delta`, await compress(encodeProfile(delta)));
        }
        if (parameters.gc && name === 'heap') await subject.main.collectGarbage(GCS_BEFORE);
        const profile = await take();
        if (parameters.debug) return text(heapText(profile) + memStatsText(await subject.main.call('memory')));
        return attachment(name, await compress(encodeProfile(profile)));
      } catch (error) {
        if (error instanceof NoHeapProfiler) return failure(501, error.message);
        throw error;
      }
    },
  };
}

/** Stacks at the last reading: to count them now would cost the process a full collection, for a look at the index. */
const lastCounts = new WeakMap<Subject, number>();

async function read(subject: Subject): Promise<Profile> {
  const { main, program } = subject;
  const reading = await main.call('heap');
  if (reading.kind === 'unavailable') throw new NoHeapProfiler(words.noHeapProfiler(reading.reason));
  const profile = heapProfile(reading, { program, at: Date.now() });
  lastCounts.set(subject, profile.samples.count);
  return profile;
}

/** This platform or this Node has none. */
class NoHeapProfiler extends Error {
  override readonly name = 'NoHeapProfiler';
}
