import { encodeProfile } from '#pprof/codec.ts';
import { fromBigInt } from '#pprof/int64.ts';
import { formatValue } from '#pprof/measure.ts';
import type { Profile, ValueType } from '#pprof/profile.ts';
import type { ExternalReading } from '../agent.ts';
import { compress } from '../compress.ts';
import { attachment, failure, text } from '../http/answer.ts';
import { ProfileBuilder } from '../profile-builder.ts';
import { words } from '../words.ts';
import { PATIENCE_FOR_INDEX_MS, type DebugProfile } from './debug-profile.ts';
import { deltaRefusal, deltaProfile } from './delta.ts';
import { heapText } from './heap-text.ts';

type Sampled = Exclude<ExternalReading, { kind: 'off' }>;

const SAMPLE_TYPES: readonly ValueType[] = [
  { type: 'alloc_objects', unit: 'count' },
  { type: 'alloc_space', unit: 'bytes' },
  { type: 'inuse_objects', unit: 'count' },
  { type: 'inuse_space', unit: 'bytes' },
];

/** Finalizers, which take collected memory out of the account, run after a GC and need a turn of the event loop. */
const GCS_BEFORE = 2;

/** Memory outside of V8's heap. Go has no such profile: its heap profile already has everything. */
export const external: DebugProfile = {
  name: 'external',
  words: words.profiles.external,
  count: async ({ main }) => (await main.call('counts', PATIENCE_FOR_INDEX_MS)).externalSites,
  async answer(parameters, { main, program }, gone) {
    if ((await main.call('external')).kind === 'off') return failure(501, words.externalOff);
    const take = async (): Promise<Profile> => {
      const reading = await main.call('external');
      if (reading.kind === 'off') throw new Error(words.externalOff);
      return externalProfile(reading, { program, at: Date.now() });
    };
    if (parameters.seconds !== '') {
      const refused = deltaRefusal(parameters);
      if (refused !== null) return refused;
      const delta = await deltaProfile(take, parameters.duration ?? 1, gone);
      return delta === null ? text('') : attachment('external-delta', await compress(encodeProfile(delta)));
    }
    if (parameters.gc) await main.collectGarbage(GCS_BEFORE);
    const profile = await take();
    return parameters.debug ? text(heapText(profile)) : attachment('external', await compress(encodeProfile(profile)));
  },
};

export function externalProfile(
  { sites, intervalBytes, arrayBuffers }: Sampled,
  context: { readonly program: string; readonly at: number },
): Profile {
  const builder = new ProfileBuilder(SAMPLE_TYPES, context.program);
  for (const { stack, allocObjects, allocBytes, inuseObjects, inuseBytes } of sites) {
    builder.add(stack, [allocObjects, allocBytes, inuseObjects, inuseBytes].map(Math.round));
  }
  return builder.build({
    defaultSampleType: 'inuse_space',
    timeNanos: fromBigInt(BigInt(context.at) * 1_000_000n),
    periodType: { type: 'space', unit: 'bytes' },
    period: intervalBytes,
    comments: [words.arrayBuffers(formatValue(arrayBuffers, 'bytes'))],
  });
}
