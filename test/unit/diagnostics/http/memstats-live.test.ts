import { setTimeout as delay } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { memstatsShape } from '#lab/memstats.ts';
import { App } from '../support/start-app.ts';

vi.setConfig({ testTimeout: 60_000 });

const index = new URL('../../../../src/diagnostics/index.ts', import.meta.url).href;

async function read(root: string, query = '') {
  return memstatsShape.parse(await (await fetch(`${root}memstats${query}`)).json());
}

/** Longer than two readings share. */
const STRETCH_MS = 500;

test('a chart is told of the floor, the spaces of the heap and how long the app stood still', async () => {
  await using app = new App({ program: 'obedient-app.ts' });
  const root = await app.root();
  await app.line(/^ready$/);
  expect(await read(root)).toMatchObject({ pauses: { sinceMs: 0, loopDelayMs: null }, pendingPromises: null });
  await delay(STRETCH_MS);
  const idle = await read(root);
  expect(idle.pauses!.sinceMs).toBeGreaterThanOrEqual(400);

  app.tell('spin 400');
  await app.line(/^done spin 400$/);
  const loopDelay = async () => (await read(root)).pauses!.loopDelayMs ?? 0;
  // Polled: on a busy machine a reading can come before the loop has turned again, and the stall is told in the next.
  const polling = { interval: STRETCH_MS, timeout: 20_000 };
  await expect.poll(loopDelay, polling).toBeGreaterThan(350);
  await expect.poll(loopDelay, polling).toBeLessThan(350);

  app.tell('keep 30');
  await app.line(/^done keep 30$/);
  const began = Date.now();
  await read(root, '?gc=1');
  await expect.poll(async () => (await read(root)).floor?.t ?? 0, { timeout: 20_000 }).toBeGreaterThan(began - 2);
  await delay(STRETCH_MS);
  const collected = await read(root);
  expect(collected.floor!.heapUsed).toBeGreaterThan(30 * 2 ** 20);
  expect(Math.abs(collected.floor!.heapUsed - collected.heapUsed)).toBeLessThan(4 * 2 ** 20);
  const spaces = collected.heapSpaces!;
  expect(spaces.find(({ name }) => name === 'old_space')?.used).toBeGreaterThan(25 * 2 ** 20);
  const sum = spaces.reduce((all, { used }) => all + used, 0);
  expect(Math.abs(sum - collected.heapUsed)).toBeLessThan(2 ** 20);
});

test('waits are estimated without a collection, where promises are sampled', async () => {
  await using app = new App({
    program: 'waiting-app.ts',
    execArgv: [`--import=${index}`],
    env: { VAZOU_PROMISE_INTERVAL: '1' },
  });
  const [, port = ''] = await app.line(/^serving on (\d+)$/);
  const root = await app.root();
  const does = async (command: string) => (await fetch(`http://127.0.0.1:${port}/${command}`)).text();
  await does('order/700');
  const waiting = (await read(root)).pendingPromises!;
  expect(waiting).toBeGreaterThan(650);
  expect(waiting).toBeLessThan(750);
  await does('release');
  await expect.poll(async () => (await read(root)).pendingPromises, { timeout: 20_000 }).toBeLessThan(50);
});
