import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { FairTime } from '#lab/fair-time.ts';

const IS_TOLD = existsSync('/proc/self/schedstat');

test.each([
  ['of a process that waits of its own accord', process.pid],
  ['of a process that is gone', 2 ** 30],
])('all time counts %s', async (_which, pid) => {
  const counted = async (): Promise<number> => {
    const time = new FairTime(pid);
    await delay(200);
    return time.fairMs / time.elapsedMs;
  };
  // Other tests run meanwhile, and take a core now and then.
  await expect.poll(counted, { timeout: 20_000 }).toBeGreaterThan(0.9);
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
