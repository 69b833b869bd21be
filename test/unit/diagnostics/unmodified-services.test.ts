import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { decodeProfile } from '#pprof/codec.ts';
import { combineProfiles } from '#pprof/combine.ts';
import { topData } from '#pprof/report/top.ts';
import { Elsewhere } from './support/elsewhere.ts';
import { App } from './support/start-app.ts';

vi.setConfig({ testTimeout: 60_000 });

const env = { VAZOU_HEAP_INTERVAL: '32768', VAZOU_PROMISE_INTERVAL: '1' };
const execArgv = ['--import', 'vazou/diagnostics'];

async function topOf(url: string, sampleIndex: string): Promise<string | undefined> {
  const profile = combineProfiles({ profiles: [decodeProfile(await (await fetch(url)).bytes())] });
  return topData(profile, { sampleIndex }).rows[0]?.name;
}

test.each(['express.cjs', 'fastify.mjs'])('%s, as it is, is profiled by --import alone', async (name) => {
  using elsewhere = new Elsewhere();
  elsewhere.installVazou();
  elsewhere.install(name.split('.')[0]!);
  await using app = new App({ program: elsewhere.service(name), cwd: elsewhere.path, env, execArgv });
  const root = await app.root();
  const [, port] = await app.line(/^port (\d+)$/);
  for (let i = 0; i < 20; i++) await (await fetch(`http://127.0.0.1:${port}/orders`)).text();
  expect(await topOf(`${root}heap?gc=1`, 'inuse_space')).toBe('keepOrders');

  const busy = fetch(`http://127.0.0.1:${port}/busy`);
  const profile = decodeProfile(await (await fetch(`${root}profile?seconds=1`)).bytes());
  await busy;
  const lines = readFileSync(fileURLToPath(elsewhere.service(name)), 'utf8').split('\n');
  const loop = lines.findIndex((line) => line.includes('while (Date.now()')) + 1;
  const found = profile.locations.flatMap(({ lines }) => lines);
  expect(found.some(({ function: f, line }) => f.filename.endsWith(name) && Number(line) === loop)).toBe(true);
});

test('a request of Fastify’s that waits for ever is told with the line of its await', async () => {
  using elsewhere = new Elsewhere();
  elsewhere.installVazou();
  elsewhere.install('fastify');
  await using app = new App({ program: elsewhere.service('fastify.mjs'), cwd: elsewhere.path, env, execArgv });
  const root = await app.root();
  const [, port] = await app.line(/^port (\d+)$/);
  const left = new AbortController();
  const asked = [1, 2, 3].map(() => fetch(`http://127.0.0.1:${port}/stock`, { signal: left.signal }).catch(() => {}));
  const text = async () => (await fetch(`${root}goroutine?debug=1`)).text();
  await expect.poll(text, { timeout: 10_000 }).toMatch(/^3 @ /m);
  const source = readFileSync(fileURLToPath(elsewhere.service('fastify.mjs')), 'utf8').split('\n');
  const line = source.findIndex((each) => each.includes('here it waits')) + 1;
  expect(await text()).toMatch(new RegExp(`\\taskStock\\+0x0\\t\\t.*fastify\\.mjs:${line}$`, 'm'));
  left.abort();
  await Promise.all(asked);
});
