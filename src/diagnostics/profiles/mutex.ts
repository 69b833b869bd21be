import { encodeProfile } from '#pprof/codec.ts';
import { fromBigInt } from '#pprof/int64.ts';
import type { Profile } from '#pprof/profile.ts';
import { compress } from '../compress.ts';
import { attachment, text } from '../http/answer.ts';
import { ProfileBuilder } from '../profile-builder.ts';
import { words } from '../words.ts';
import type { DebugProfile } from './debug-profile.ts';
import { deltaProfile, deltaRefusal } from './delta.ts';

/** A valid, empty profile that says why it is empty: JavaScript of one thread never waits for another one's lock. */
export const mutex: DebugProfile = {
  name: 'mutex',
  words: words.profiles.mutex,
  async answer(parameters, { program }, gone) {
    const take = async () => emptyProfile(program);
    if (parameters.seconds !== '') {
      const refused = deltaRefusal(parameters);
      if (refused !== null) return refused;
      const delta = await deltaProfile(take, parameters.duration ?? 1, gone);
      return delta === null ? text('') : attachment('mutex-delta', await compress(encodeProfile(delta)));
    }
    if (parameters.debug) return text(`--- mutex:\nsampling period=0\n# ${words.noMutex}\n`);
    return attachment('mutex', await compress(encodeProfile(emptyProfile(program))));
  },
};

function emptyProfile(program: string): Profile {
  const contentions = { type: 'contentions', unit: 'count' };
  return new ProfileBuilder([contentions, { type: 'delay', unit: 'nanoseconds' }], program).build({
    defaultSampleType: '',
    timeNanos: fromBigInt(BigInt(Date.now()) * 1_000_000n),
    periodType: contentions,
    period: 1,
    comments: [words.noMutex],
  });
}
