import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test, vi } from 'vitest';
import { App } from './support/start-app.ts';

// Processes start in half a second, or in several on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

async function takePort(): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, port: (server.address() as AddressInfo).port };
}

test('the port that was asked for, and no other', async () => {
  const { server, port } = await takePort();
  try {
    await using app = new App({ env: { VAZOU_DEBUG_PORT: String(port) } });
    const [line] = await app.line(/^vazou\/diagnostics: .*$/);
    expect(line).toContain(`a porta ${port}`);
    expect(line).toContain('sem /debug/pprof');
  } finally {
    server.close();
  }
});

test('without one, Go’s 6060 or the next that is free', async () => {
  await using first = new App({ env: { VAZOU_DEBUG_PORT: '' } });
  await using second = new App({ env: { VAZOU_DEBUG_PORT: '' } });
  const portOf = async (app: App) => Number(new URL(await app.root()).port);
  const ports = [await portOf(first), await portOf(second)];
  expect(Math.min(...ports)).toBeGreaterThanOrEqual(6060);
  expect(new Set(ports).size).toBe(2);
  // Another program may have come and gone meanwhile: whichever of the two had to move says so.
  for (const [index, app] of [first, second].entries()) {
    if (ports[index] !== 6060) await app.line(/a porta 6060 está ocupada/);
  }
});

test('what is wrong with the environment is said, and the app runs all the same', async () => {
  await using app = new App({ does: 'ends', env: { VAZOU_DEBUG_PORT: 'abc', VAZOU_HEAP_INTERVAL: 'x' } });
  expect(await app.ended).toBe(0);
  expect(app.lines).toEqual([
    expect.stringContaining('VAZOU_DEBUG_PORT="abc"'),
    expect.stringContaining('VAZOU_HEAP_INTERVAL="x"'),
  ]);
});

test('imported twice, and by every worker, it starts once', async () => {
  const index = new URL('../../../src/diagnostics/index.ts', import.meta.url).href;
  await using app = new App({ does: 'imports twice', execArgv: [`--import=${index}`] });
  await app.root();
  await app.line(/^imported again$/);
  expect(app.lines.filter((line) => line.startsWith('vazou/diagnostics:'))).toHaveLength(1);
});

test('the app ends when it is done, with its own code, and without a word', async () => {
  await using ending = new App({ does: 'ends' });
  expect(await ending.ended).toBe(0);
  await using exiting = new App();
  await fetch(`${await exiting.root()}memstats`);
  expect(await exiting.exit()).toBe(7);
  expect(exiting.lines).toEqual([expect.stringContaining('perfis em')]);
});

test('an end in the middle of an answer is the app’s own end too', async () => {
  for (let i = 0; i < 3; i++) {
    await using app = new App();
    const root = await app.root();
    const answers = Promise.allSettled(Array.from({ length: 4 }, () => fetch(`${root}heap?gc=1`)));
    expect(await app.exit()).toBe(7);
    await answers;
  }
});

test('what the app puts in place of its globals does not reach the diagnostics', async () => {
  await using app = new App({ does: 'replaces globals' });
  const root = await app.root();
  expect(await (await fetch(`${root}memstats?gc=1`)).json()).toMatchObject({ pid: app.pid });
  const collections = async (): Promise<unknown> => {
    const { numForcedGC, diagnosticsGC } = (await (await fetch(`${root}memstats`)).json()) as Record<string, number>;
    return numForcedGC === diagnosticsGC ? diagnosticsGC : { numForcedGC, diagnosticsGC };
  };
  await expect.poll(collections, { timeout: 30_000 }).toBeGreaterThanOrEqual(2);
});

test('what the worker needs is hidden, frozen, and nowhere in a loop over the globals', async () => {
  await using plain = new App({ does: 'shows globals' });
  const [line] = await plain.line(/^\{.*\}$/);
  const { enumerable, properties } = JSON.parse(line);
  expect(properties).toMatchObject([{ enumerable: false, writable: false, configurable: false }]);
  expect(enumerable.filter((name: string) => /^[0-9a-f]{8}-/.test(name))).toEqual([]);
});
