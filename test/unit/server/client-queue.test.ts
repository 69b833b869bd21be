import { expect, test } from 'vitest';
import { ClientQueue } from '#server/client-queue.ts';

async function take<T>(queue: ClientQueue<T>, count: number): Promise<T[]> {
  const taken: T[] = [];
  for await (const item of queue) if (taken.push(item) === count) break;
  return taken;
}

test('gives in order what was pushed before and after the reader came', async () => {
  const queue = new ClientQueue<number>(10);
  queue.push(1);
  queue.push(2);
  const reading = take(queue, 4);
  await Promise.resolve();
  queue.push(3);
  queue.push(4);
  expect(await reading).toEqual([1, 2, 3, 4]);
});

test('refuses what is past its limit and keeps the rest', async () => {
  const queue = new ClientQueue<number>(2);
  expect([queue.push(1), queue.push(2), queue.push(3)]).toEqual([true, true, false]);
  expect(await take(queue, 2)).toEqual([1, 2]);
  expect(queue.push(4)).toBe(true);
});

test('closing ends a reader that waits, and one that comes later', async () => {
  const queue = new ClientQueue<number>(2);
  const waiting = take(queue, 1);
  await Promise.resolve();
  queue.close();
  expect(await waiting).toEqual([]);
  queue.push(1);
  expect(await take(queue, 1)).toEqual([]);
});
