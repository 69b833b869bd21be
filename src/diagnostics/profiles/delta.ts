import { setTimeout as delay } from 'node:timers/promises';
import { combineProfiles } from '#pprof/combine.ts';
import { add, negate } from '#pprof/int64.ts';
import type { Profile } from '#pprof/profile.ts';
import { failure, type Answer } from '../http/answer.ts';
import type { Parameters } from '../http/parameters.ts';

/** Why `seconds` cannot be served, in the words and the order of Go's checks; `null` if it can. */
export function deltaRefusal(parameters: Parameters): Answer | null {
  if (parameters.duration === undefined) {
    return failure(400, 'invalid value for "seconds" - must be a positive integer');
  }
  return parameters.debug ? failure(400, 'seconds and debug params are incompatible') : null;
}

/** For what has no difference over some seconds. Go's words. */
export function noDelta(): Answer {
  return failure(400, '"seconds" parameter is not supported for this profile type');
}

/**
 * What changed between now and `seconds` later; `null` if nobody waits for it any more.
 * @param take takes the profile, whose values are totals since the start.
 */
export async function deltaProfile(
  take: () => Promise<Profile>,
  seconds: number,
  gone: AbortSignal,
): Promise<Profile | null> {
  const before = await take();
  try {
    await delay(seconds * 1_000, undefined, { signal: gone });
  } catch {
    return null;
  }
  const after = await take();
  return {
    ...combineProfiles({ profiles: [after], base: [before] }),
    timeNanos: after.timeNanos,
    durationNanos: add(after.timeNanos, negate(before.timeNanos)),
  };
}
