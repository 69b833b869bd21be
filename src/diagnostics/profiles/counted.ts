import { encodeProfile } from '#pprof/codec.ts';
import { fromBigInt } from '#pprof/int64.ts';
import type { Profile } from '#pprof/profile.ts';
import { compress } from '../compress.ts';
import { attachment, text, type Answer } from '../http/answer.ts';
import type { Parameters } from '../http/parameters.ts';
import { ProfileBuilder, type Frame } from '../profile-builder.ts';
import { countText } from './count-text.ts';
import { deltaProfile, deltaRefusal } from './delta.ts';

/** What a profile that counts things now is made of. */
export interface Counted {
  readonly sites: readonly CountedSite[];
  readonly comments: readonly string[];
}

export interface CountedSite {
  readonly stack: readonly Frame[];
  readonly count: number;
  readonly labels?: readonly (readonly [string, string])[];
  /** For `debug=1`. */
  readonly details?: readonly string[];
}

/** The answer of such a profile: as text, as a file, or as the difference over some seconds. */
export async function answerCounted(
  name: string,
  take: () => Promise<Counted>,
  { parameters, program, gone }: { parameters: Parameters; program: string; gone: AbortSignal },
): Promise<Answer> {
  if (parameters.seconds !== '') {
    const refused = deltaRefusal(parameters);
    if (refused !== null) return refused;
    const takeProfile = async () => countedProfile(name, await take(), program);
    const delta = await deltaProfile(takeProfile, parameters.duration ?? 1, gone);
    return delta === null ? text('') : attachment(`${name}-delta`, await compress(encodeProfile(delta)));
  }
  const counted = await take();
  const profile = countedProfile(name, counted, program);
  if (parameters.debug) return text(countText(name, profile, (sample) => counted.sites[sample]?.details ?? []));
  return attachment(name, await compress(encodeProfile(profile)));
}

function countedProfile(name: string, { sites, comments }: Counted, program: string): Profile {
  const type = { type: name, unit: 'count' };
  const builder = new ProfileBuilder([type], program);
  for (const { stack, count, labels } of sites) builder.add(stack, [count], labels);
  return builder.build({
    defaultSampleType: '',
    timeNanos: fromBigInt(BigInt(Date.now()) * 1_000_000n),
    periodType: type,
    period: 1,
    comments: [...comments],
  });
}
