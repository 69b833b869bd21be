import { combineProfiles } from '#pprof/combine.ts';
import type { Profile } from '#pprof/profile.ts';
import type { Invocation } from './arguments.ts';
import { loadSource, SourceError, type FetchProgress, type Loaded } from './source.ts';

/** The profile of a command line. */
export interface LoadedProfile extends Loaded {
  /** Sources that gave nothing, when others did. */
  readonly failures: readonly { readonly source: string; readonly error: SourceError }[];
}

/** Told of what was fetched, and would be lost, since there is nothing to compare it with. */
export type Rescue = (profile: Profile) => void;

/**
 * Fetches all sources and bases at once and combines them.
 * @throws {SourceError} when no source, or no base, can be read
 * @throws {ProfileError} when they do not fit together
 */
export async function loadProfile(
  invocation: Invocation,
  { onFetch, onRescue }: { readonly onFetch: FetchProgress; readonly onRescue: Rescue },
): Promise<LoadedProfile> {
  const loading = [
    loadAll(invocation.sources, invocation, onFetch),
    loadAll(invocation.base, invocation, onFetch),
  ] as const;
  const [sources, bases] = await Promise.all(loading).catch(async (error: unknown) => {
    for (const side of await Promise.allSettled(loading)) if (side.status === 'fulfilled') rescue(side.value, onRescue);
    throw error;
  });
  const profile = combineProfiles({
    profiles: sources.loaded.map((loaded) => loaded.profile),
    base: bases.loaded.map((loaded) => loaded.profile),
    isDifference: invocation.isDifference,
    normalize: invocation.settings.normalize,
  });
  const comments = invocation.comment === '' ? profile.comments : [...profile.comments, invocation.comment];
  return {
    profile: { ...profile, comments },
    isRemote: [...sources.loaded, ...bases.loaded].some(({ isRemote }) => isRemote),
    failures: [...sources.failures, ...bases.failures],
  };
}

interface Side {
  readonly loaded: readonly Loaded[];
  readonly failures: LoadedProfile['failures'];
}

function rescue({ loaded }: Side, onRescue: Rescue): void {
  for (const { profile, isRemote } of loaded) if (isRemote) onRescue(profile);
}

async function loadAll(
  sources: readonly string[],
  { seconds, timeout }: Invocation,
  onFetch: FetchProgress,
): Promise<Side> {
  const loaded: Loaded[] = [];
  const failures: { source: string; error: SourceError }[] = [];
  const results = await Promise.allSettled(sources.map((source) => loadSource(source, { seconds, timeout, onFetch })));
  for (const [index, result] of results.entries()) {
    if (result.status === 'fulfilled') loaded.push(result.value);
    else if (result.reason instanceof SourceError) failures.push({ source: sources[index]!, error: result.reason });
    else throw result.reason;
  }
  const [failure] = failures;
  if (loaded.length === 0 && failure !== undefined) throw failure.error;
  return { loaded, failures };
}
