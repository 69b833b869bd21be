import { encodeProfile } from '#pprof/codec.ts';
import { fromBigInt } from '#pprof/int64.ts';
import type { Profile } from '#pprof/profile.ts';
import { compress } from '../compress.ts';
import { attachment, failure, text } from '../http/answer.ts';
import { ProfileBuilder } from '../profile-builder.ts';
import type { StallWatch } from '../stall-watch.ts';
import { words } from '../words.ts';
import type { DebugProfile } from './debug-profile.ts';
import { deltaProfile, deltaRefusal } from './delta.ts';
import { stackRecords } from './stack-records.ts';

/**
 * Where the event loop was held up. In Go the same name tells where goroutines waited: here, what waited are all
 * requests at once. Everything is known in the worker, so it answers at once even in the middle of a stall.
 */
export const block: DebugProfile = {
  name: 'block',
  words: words.profiles.block,
  count: ({ stalls }) => stalls?.sites.length ?? null,
  async answer(parameters, { stalls, program }, gone) {
    if (stalls === null) return failure(501, words.blockOff);
    const take = async () => blockProfile(stalls, program);
    if (parameters.seconds !== '') {
      const refused = deltaRefusal(parameters);
      if (refused !== null) return refused;
      const delta = await deltaProfile(take, parameters.duration ?? 1, gone);
      return delta === null ? text('') : attachment('block-delta', await compress(encodeProfile(delta)));
    }
    const profile = await take();
    return parameters.debug
      ? text(contentionText(profile))
      : attachment('block', await compress(encodeProfile(profile)));
  },
};

function blockProfile(stalls: StallWatch, program: string): Profile {
  const contentions = { type: 'contentions', unit: 'count' };
  const builder = new ProfileBuilder([contentions, { type: 'delay', unit: 'nanoseconds' }], program);
  for (const { stack, contentions, nanos } of stalls.sites) builder.add(stack, [contentions, nanos]);
  return builder.build({
    defaultSampleType: '',
    timeNanos: fromBigInt(BigInt(Date.now()) * 1_000_000n),
    periodType: contentions,
    period: 1,
    comments: [words.blockThreshold(stalls.thresholdMs), ...(stalls.hasBegun ? [] : [words.blockNotBegun])],
  });
}

/** As Go's: the delay, in cycles of a clock that here has 10⁹ of them a second, and the number of stalls. */
function contentionText(profile: Profile): string {
  const records = stackRecords(profile).sort((a, b) => b.values[1]! - a.values[1]!);
  return [
    '--- contention:',
    'cycles/second=1000000000',
    ...[...profile.comments, words.noAddresses].map((line) => `# ${line}`),
    ...records.map(({ values: [count, nanos], ids, lines }) => [`${nanos} ${count} @${ids}`, ...lines, ''].join('\n')),
    '',
  ].join('\n');
}
