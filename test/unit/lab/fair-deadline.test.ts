import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { FairDeadline } from '#lab/fair-deadline.ts';

test('aborts when its time is over, as the clock tells it where nobody competes', async () => {
  using deadline = new FairDeadline(process.pid, 300);
  expect(deadline.signal.aborted).toBe(false);
  await expect.poll(() => deadline.signal.aborted, { timeout: 10_000 }).toBe(true);
  expect(deadline.elapsedMs).toBeGreaterThanOrEqual(300);
});

test('once disposed it stays quiet', async () => {
  const deadline = new FairDeadline(process.pid, 50);
  deadline[Symbol.dispose]();
  await delay(300);
  expect(deadline.signal.aborted).toBe(false);
});

test('a process that is gone is no reason to wait for longer', async () => {
  using deadline = new FairDeadline(2 ** 30, 100);
  await expect.poll(() => deadline.signal.aborted, { timeout: 10_000 }).toBe(true);
});

test.skipIf(!existsSync('/proc/self/schedstat'))(
  'time in which the machine ran others does not count, up to four times over (skipped where the system does not tell)',
  async () => {
    const hogs = Array.from({ length: availableParallelism() }, () => new Worker('for (;;);', { eval: true }));
    try {
      using deadline = new FairDeadline(process.pid, 500);
      // This thread wants to run all the time, and gets half a core or so.
      while (!deadline.signal.aborted) {
        const end = performance.now() + 20;
        while (performance.now() < end);
        await delay(0);
      }
      expect(deadline.elapsedMs).toBeGreaterThan(600);
      expect(deadline.elapsedMs).toBeLessThan(4_000);
    } finally {
      await Promise.all(hogs.map((hog) => hog.terminate()));
    }
  },
);
