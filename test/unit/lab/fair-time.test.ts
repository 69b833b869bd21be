import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { FairTime } from '#lab/fair-time.ts';

const IS_TOLD = existsSync('/proc/self/schedstat');

test('all time counts for a process that waits of its own accord', async () => {
  const time = new FairTime(process.pid);
  await delay(300);
  expect(time.elapsedMs).toBeGreaterThanOrEqual(299);
  expect(time.fairMs).toBeGreaterThan(time.elapsedMs / 4);
  expect(time.fairMs).toBeLessThanOrEqual(time.elapsedMs);
});

test.skipIf(!IS_TOLD)(
  'while any thread of it waits for a core, less counts (skipped where the system does not tell)',
  async () => {
    const crowd = Array.from({ length: 2 * availableParallelism() }, () => new Worker('for (;;);', { eval: true }));
    try {
      await Promise.all(crowd.map((worker) => new Promise((online) => worker.once('online', online))));
      const time = new FairTime(process.pid);
      // The main thread has nothing to do, as where it waits for another one's answer.
      await delay(1_000);
      expect(time.fairMs).toBeLessThan(0.8 * time.elapsedMs);
    } finally {
      await Promise.all(crowd.map((worker) => worker.terminate()));
    }
  },
);

test('of a process that is gone all time counts', async () => {
  const time = new FairTime(2 ** 30);
  await delay(50);
  expect(time.fairMs).toBeGreaterThan(time.elapsedMs / 4);
});
