import type { DebugProfile, Subject } from '../profiles/debug-profile.ts';
import { block } from '../profiles/block.ts';
import { cmdline } from '../profiles/cmdline.ts';
import { external } from '../profiles/external.ts';
import { fd } from '../profiles/fd.ts';
import { goroutine } from '../profiles/goroutine.ts';
import { allocs, heap } from '../profiles/heap.ts';
import { memstats } from '../profiles/memstats.ts';
import { heapsnapshot } from '../profiles/heapsnapshot.ts';
import { mutex } from '../profiles/mutex.ts';
import { profile as cpu } from '../profiles/profile.ts';
import { symbol } from '../profiles/symbol.ts';
import { threadcreate } from '../profiles/threadcreate.ts';
import { trace } from '../profiles/trace.ts';
import { html } from './answer.ts';
import { indexPage } from './index-page.ts';
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
  memstats,
  heapsnapshot,
  mutex,
  cpu,
  symbol,
  threadcreate,
  trace,
];

/** @param root address of the index, as people type it. */
export function routes(subject: Subject, root: string): Routes {
  const index: Handler = async () => html(indexPage(PROFILES, subject, root));
  return new Map([
    ['', index],
    ...PROFILES.map((profile): [string, Handler] => [
      profile.name,
      (parameters, gone) => profile.answer(parameters, subject, gone),
    ]),
  ]);
}
