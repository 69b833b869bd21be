import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { at } from '#pprof/column.ts';
import { decodeProfile } from '#pprof/codec.ts';
import { labelsOf } from '#pprof/profile.ts';
import { App } from '../support/start-app.ts';

vi.setConfig({ testTimeout: 60_000 });

const hasGo = spawnSync('go', ['version']).status === 0;
const file = fileURLToPath(new URL('../support/waiting-app.ts', import.meta.url));
const index = new URL('../../../../src/diagnostics/index.ts', import.meta.url).href;

/** The line of the app that has these words. */
function lineOf(words: string): number {
  return (
    readFileSync(file, 'utf8')
      .split('\n')
      .findIndex((line) => line.includes(words)) + 1
  );
}

const ORDER = `order ${file}:${lineOf('// waits here')}`;
const THENABLE = `thenable ${file}:${lineOf('// not a promise')}`;

interface Waiting {
  readonly app: App;
  readonly root: string;
  /** Has the app do something, and waits for its answer. */
  does(command: string): Promise<void>;
  /** Counts by leaf. */
  counts(query?: string): Promise<Record<string, number>>;
}

async function start(interval = '1'): Promise<Waiting & AsyncDisposable> {
  const app = new App({
    program: 'waiting-app.ts',
    execArgv: [`--import=${index}`],
    env: { VAZOU_PROMISE_INTERVAL: interval },
  });
  const [, port = ''] = await app.line(/^serving on (\d+)$/);
  const root = await app.root();
  return {
    app,
    root,
    does: async (command) => void (await (await fetch(`http://127.0.0.1:${port}/${command}`)).text()),
    counts: async (query = '') => countsOf(await (await fetch(`${root}goroutine${query}`)).bytes()),
    [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
  };
}

function countsOf(bytes: Uint8Array): Record<string, number> {
  const { samples, locations } = decodeProfile(bytes);
  const counts: Record<string, number> = {};
  for (let sample = 0; sample < samples.count; sample++) {
    const { function: leaf, line } = locations[samples.stacks[samples.offsets[sample]!]!]!.lines[0]!;
    const key = `${leaf.name} ${leaf.filename}:${line}`;
    counts[key] = (counts[key] ?? 0) + Number(at(samples.values[0]!, sample));
  }
  return counts;
}

test('names the exact line of each await that waits, and forgets those that are over', async () => {
  await using waiting = await start();
  await waiting.does('order/40');
  await waiting.does('thenable/7');
  await waiting.does('abandon/500');
  // An await of what is no promise makes two promises; what nobody can end is collected, unlike in Go.
  expect(await waiting.counts()).toEqual({ [ORDER]: 40, [THENABLE]: 7 });
  await waiting.does('release');
  await waiting.does('order/3');
  expect(await waiting.counts()).toEqual({ [ORDER]: 3 });
});

test('is a file like Go’s, with state and age', async () => {
  await using waiting = await start();
  await waiting.does('order/2');
  await delay(1_100);
  const answer = await fetch(`${waiting.root}goroutine`);
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="goroutine"');
  const { sampleTypes, periodType, period, samples } = decodeProfile(await answer.bytes());
  expect([sampleTypes, periodType, period]).toEqual([
    [{ type: 'goroutine', unit: 'count' }],
    { type: 'goroutine', unit: 'count' },
    1,
  ]);
  expect(Object.fromEntries(labelsOf(samples, 0).strings)).toEqual({ state: ['await'], wait: ['1-10s'] });
});

test('is text: grouped with debug=1, one by one with debug=2', async () => {
  await using waiting = await start();
  await waiting.does('order/5');
  await waiting.does('thenable/2');
  const textOf = async (query: string) => (await fetch(`${waiting.root}goroutine?${query}`)).text();
  const grouped = await textOf('debug=1');
  expect(grouped).toMatch(
    /^goroutine profile: total 7\n5 @ 0x1( 0x\w+)+\n# labels: \{"state":"await", "wait":"<1s"\}\n/,
  );
  expect(grouped).toContain(`#\t0x1\torder+0x0\t\t${ORDER.split(' ')[1]}\n`);
  expect(grouped).toMatch(/\n\n2 @ 0x/);
  const each = await textOf('debug=2');
  const block = `\\[await\\]:\norder\\(\\)\n\t${ORDER.split(' ')[1]}\n`;
  expect(each.match(new RegExp(`^promise \\d+ ${block}`, 'gm'))).toHaveLength(5);
});

test('sampled, it estimates', async () => {
  await using waiting = await start('16');
  await waiting.does('order/6400');
  const { [ORDER]: estimate = 0 } = await waiting.counts();
  // 400 samples: five standard deviations are 25 %.
  expect(estimate % 16).toBe(0);
  expect(estimate).toBeGreaterThan(6_400 * 0.75);
  expect(estimate).toBeLessThan(6_400 * 1.25);
  expect(await (await fetch(`${waiting.root}goroutine?debug=1`)).text()).toContain('Uma amostra a cada 16 promessas');
});

test('where it is off, it says how to turn it on, and can watch for some seconds', async () => {
  await using waiting = await start('');
  const refused = async () => {
    const answer = await fetch(`${waiting.root}goroutine`);
    expect(answer.status).toBe(501);
    expect(answer.headers.get('x-go-pprof')).toBe('1');
    expect(await answer.text()).toContain('VAZOU_PROMISE_INTERVAL=1');
  };
  await waiting.does('order/11');
  await refused();
  const window = waiting.counts('?seconds=2');
  await delay(700);
  await refused();
  await waiting.does('order/4');
  expect(await window).toEqual({ [ORDER]: 4 });
  // Whoever leaves takes the watch away, and what was seen is forgotten.
  await expect(fetch(`${waiting.root}goroutine?seconds=60`, { signal: AbortSignal.timeout(300) })).rejects.toThrow(
    'timeout',
  );
  expect(await waiting.counts('?seconds=1')).toEqual({});
  await refused();
});

test('over some seconds it is what changed in them, as in Go', async () => {
  await using waiting = await start();
  await waiting.does('order/10');
  await waiting.does('thenable/5');
  const collections = async () => (await (await fetch(`${waiting.root}memstats`)).json()).diagnosticsGC;
  const before = await collections();
  const delta = waiting.counts('?seconds=2');
  // Each reading collects first: the one that is subtracted has been taken.
  await expect.poll(collections, { timeout: 20_000 }).toBeGreaterThan(before);
  await waiting.does('order/3');
  expect(await delta).toEqual({ [ORDER]: 3 });
  expect((await fetch(`${waiting.root}goroutine?seconds=1&debug=1`)).status).toBe(400);
});

test('the index counts them', async () => {
  await using waiting = await start();
  await waiting.does('order/5');
  const row = async () =>
    /'goroutine\?debug=1'>goroutine<\/a><\/th><td[^>]*>(.*?)<\/td>/.exec(await (await fetch(waiting.root)).text())?.[1];
  await expect.poll(row).toBe('5');
});

test('holds only what waits', async () => {
  await using waiting = await start();
  const heapUsed = async () =>
    Number(((await (await fetch(`${waiting.root}memstats?gc=1`)).json()) as { heapUsed: number }).heapUsed);
  await waiting.does('churn/40000');
  const before = await heapUsed();
  await waiting.does('churn/100000');
  // Records that piled up would be 2 for each step, at some 100 bytes: 20 MB.
  expect((await heapUsed()) - before).toBeLessThan(6_000_000);
  expect(await waiting.counts()).toEqual({});
});

test('an app that awaits without end in one turn is not watched to death', async () => {
  await using waiting = await start();
  await waiting.does('rush/120000');
  expect(await (await fetch(`${waiting.root}goroutine?debug=1`)).text()).toMatch(/^# \d+ promessas ficaram de fora/m);
  await waiting.does('order/5');
  // What answers the request itself is on its way out.
  await expect.poll(() => waiting.counts()).toEqual({ [ORDER]: 5 });
});

test('the app ends when it wants to, and without a word', async () => {
  await using waiting = await start();
  await waiting.does('order/5');
  await waiting.counts();
  expect(await waiting.app.exit()).toBe(7);
  expect(waiting.app.lines.filter((line) => line.startsWith('vazou'))).toHaveLength(1);
});

test.skipIf(!hasGo)('the real pprof reads it (skipped without go)', async () => {
  await using waiting = await start();
  await waiting.does('order/40');
  const pprof = (...args: readonly string[]) =>
    spawnSync('go', ['tool', 'pprof', '-symbolize=none', ...args, `${waiting.root}goroutine`], {
      encoding: 'utf8',
      env: { ...process.env, PPROF_TMPDIR: tmpdir() },
    }).stdout;
  expect(pprof('-top')).toMatch(/Type: goroutine[\s\S]*\n +40 +100% +100% +40 +100% +order\n/);
  expect(pprof('-traces')).toMatch(/state: +await\n +40 +order\n/);
  expect(pprof('-list=^order$')).toMatch(/ 40 +40 +\d+: +await turn\(\); \/\/ waits here/);
});
