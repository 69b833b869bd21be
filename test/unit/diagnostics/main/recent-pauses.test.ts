import { createHook } from 'node:async_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { GarbageCollections } from '#diagnostics/main/garbage-collections.ts';
import { RecentPauses } from '#diagnostics/main/recent-pauses.ts';

test('a reading makes no timer of its own: it may have interrupted Node’s work on the app’s', async () => {
  const made: string[] = [];
  const hook = createHook({ init: (_id, type) => void made.push(type) }).enable();
  const pauses = new RecentPauses(new GarbageCollections());
  pauses.read();
  pauses.read();
  const within = [...made];
  hook.disable();
  expect(within).toEqual(['Immediate']);
  await delay(500);
  const { sinceMs, loopDelayMs } = pauses.read();
  expect(sinceMs).toBeGreaterThan(300);
  expect(loopDelayMs).not.toBeNull();
});
