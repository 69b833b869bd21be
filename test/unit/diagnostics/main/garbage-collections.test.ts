import { setTimeout as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { collectNow, GarbageCollections, isForced } from '#diagnostics/main/garbage-collections.ts';

test('what the program asks for is forced, whatever way it asks; what the diagnostics ask for is theirs', async () => {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as (how?: object) => void;
  setFlagsFromString('--no-expose-gc');
  const collections = new GarbageCollections();
  collections.watch();
  gc();
  gc({ type: 'minor' });
  collections.force();
  await expect.poll(() => collections.counts).toMatchObject({ forced: 3, own: 1 });
  gc({ flavor: 'last-resort' });
  await expect.poll(() => collections.counts.forced).toBeGreaterThan(3);
  expect(collections.counts.own).toBe(1);
});

test('nothing is counted before somebody asks, and all of it after', async () => {
  const collections = new GarbageCollections();
  collectNow();
  // Node tells of a collection from the event loop.
  await turn(20);
  expect(collections.watch()).toBe(0);
  expect(collections.counts.all).toBe(0);
  collectNow();
  await expect.poll(() => collections.counts).toMatchObject({ forced: 1, own: 0 });
  expect(collections.watch()).toBeGreaterThan(0);
});

test('a collection of its own is counted, whether anybody asked before or not', async () => {
  const collections = new GarbageCollections();
  collections.force();
  await expect.poll(() => collections.counts).toMatchObject({ forced: 1, own: 1 });
});

test.each([
  // As V8 14.6 sets them (Node 26.10); its last resort was seen near a ceiling of 96 MiB, two collections each time.
  ['gc()', 4, true],
  ['gc({ flavor: "last-resort" }), a snapshot, queryObjects', 16, true],
  ['its last resort', 144, false],
  ['incremental marking that is over', 64, false],
  ['an allocation that failed', 0, false],
])('%s', (_what, flags, forced) => {
  expect(isForced(flags)).toBe(forced);
});
