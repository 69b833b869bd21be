import type { DebugProfile, Subject } from '../profiles/debug-profile.ts';
import { block } from '../profiles/block.ts';
import { cmdline } from '../profiles/cmdline.ts';
import { customProfile, customProfilesOf } from '../profiles/custom.ts';
import { external } from '../profiles/external.ts';
import { fd } from '../profiles/fd.ts';
import { goroutine } from '../profiles/goroutine.ts';
import { allocs, heap } from '../profiles/heap.ts';
import { heapsnapshot } from '../profiles/heapsnapshot.ts';
import { memstats } from '../profiles/memstats.ts';
import { mutex } from '../profiles/mutex.ts';
import { profile as cpu } from '../profiles/profile.ts';
import { symbol } from '../profiles/symbol.ts';
import { threadcreate } from '../profiles/threadcreate.ts';
import { trace } from '../profiles/trace.ts';
import { html } from './answer.ts';
import { indexPage, withToken } from './index-page.ts';
import type { Handler, Routes } from './listener.ts';

/** Everything that is served, in the order of the index (alphabetical, as in Go). */
const PROFILES: readonly DebugProfile[] = [
  allocs,
  block,
  cmdline,
  external,
  fd,
  goroutine,
  heap,
  heapsnapshot,
  memstats,
  mutex,
  cpu,
  symbol,
  threadcreate,
  trace,
];

/** Names that an app cannot give to a profile of its own. */
export const PROFILE_NAMES: ReadonlySet<string> = new Set(PROFILES.map(({ name }) => name));

/** @param root address of the index, as people type it. */
export function routes(subject: Subject, root: string): Routes {
  const index: Handler = async ({ token }) => {
    const profiles = [...PROFILES, ...(await customProfilesOf(subject))];
    const listed = await Promise.all(
      profiles.map(async (profile) => ({ profile, count: await countOf(profile, subject) })),
    );
    return html(withToken(indexPage(listed, subject, root), token));
  };
  const serve =
    (profile: DebugProfile): Handler =>
    (parameters, gone) =>
      profile.answer(parameters, subject, gone);
  const known = new Map<string, Handler>([
    ['', index],
    ...PROFILES.map((profile): [string, Handler] => [profile.name, serve(profile)]),
  ]);
  return { get: (name) => known.get(name) ?? serve(customProfile(name)) };
}

/** The index answers whatever state the main thread is in: a number that cannot be had is none. */
async function countOf(profile: DebugProfile, subject: Subject): Promise<number | null> {
  try {
    return (await profile.count?.(subject)) ?? null;
  } catch {
    return null;
  }
}
