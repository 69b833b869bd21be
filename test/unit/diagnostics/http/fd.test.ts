import { readdirSync, readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { goPprof, hasGo } from '../support/go-pprof.ts';
import { App } from '../support/start-app.ts';

vi.setConfig({ testTimeout: 60_000 });

const program = 'obedient-app.ts';
const env = { VAZOU_FD: '1' };
const source = readFileSync(new URL(`../support/${program}`, import.meta.url), 'utf8').split('\n');

/** Number of the only line that contains it. */
function lineOf(code: string): number {
  return source.findIndex((line) => line.includes(code)) + 1;
}

interface Reading {
  readonly total: number;
  readonly text: string;
  /** Count by the leaf: `name file:line`, or a kind. */
  readonly leaves: ReadonlyMap<string, number>;
}

async function read(root: string, profile = 'fd'): Promise<Reading> {
  const text = await (await fetch(`${root}${profile}?debug=1`)).text();
  const total = Number(/^\w+ profile: total (\d+)\n/.exec(text)?.[1]);
  const leaves = new Map<string, number>();
  for (const [, count, name, place = ''] of text.matchAll(/^(\d+) @.*\n#\t0x\w+\t(.*)\+0x0(?:\t\t(.*))?$/gm)) {
    const leaf = `${name} ${place.replace(/^.*\//, '')}`.trim();
    leaves.set(leaf, (leaves.get(leaf) ?? 0) + Number(count));
  }
  return { total, text, leaves };
}

test('files and sockets by the line that opened them; the total is the system’s', async () => {
  await using app = new App({ program, env });
  const root = await app.root();
  for (const command of ['docs 40', 'streams 7', 'unread 12', 'reopen 50']) {
    app.tell(command);
    await app.line(new RegExp(`^done ${command}$`));
  }
  const docs = `openDocs ${program}:${lineOf('await open(self)')}`;
  const streams = `openStreams ${program}:${lineOf('createReadStream(self))')}`;
  const unread = lineOf('get({ port');
  await expect.poll(async () => (await read(root)).leaves.get(streams), { timeout: 10_000 }).toBe(7);
  const { leaves, total, text } = await read(root);
  expect(leaves.get(docs)).toBe(40);
  expect([...leaves].find(([leaf]) => leaf.endsWith(`${program}:${unread}`))?.[1]).toBe(12);
  // The other end of each is in the same process: of the server that listens.
  expect(leaves.get('(conexão aceita)')).toBe(12);
  expect([...leaves.keys()].join()).not.toContain('openAndClose');
  expect([...leaves.values()].reduce((sum, count) => sum + count, 0)).toBe(total);
  expect(text).toContain(`/${program}`);
  // Our own connection comes and goes.
  const listed = process.platform === 'linux' ? readdirSync(`/proc/${app.pid}/fd`).length : total;
  expect(Math.abs(listed - total)).toBeLessThanOrEqual(2);

  app.tell('close 0');
  await app.line(/^done close/);
  await expect.poll(async () => (await read(root)).leaves.get(docs), { timeout: 10_000 }).toBeUndefined();
  expect((await read(root)).total).toBeLessThan(total - 39);
});

test('where openers are not noted: by kind, and how to have them', async () => {
  await using app = new App({ program });
  const root = await app.root();
  app.tell('docs 9');
  await app.line(/^done docs/);
  const { leaves, text } = await read(root);
  expect(text).toContain('VAZOU_FD=1');
  expect(leaves.get('(arquivos)')).toBeGreaterThanOrEqual(9);
  expect(text).not.toContain('openDocs');
});

test('workers by the line that started them, as long as they run', async () => {
  await using app = new App({ program });
  const root = await app.root();
  app.tell('workers 3');
  await app.line(/^done workers/);
  const starter = `startWorkers ${program}:${lineOf('new Worker(')}`;
  const { leaves, text, total } = await read(root, 'threadcreate');
  expect(leaves.get(starter)).toBe(3);
  expect(leaves.get('(vazou/diagnostics)')).toBe(1);
  expect(total).toBe(4);
  expect(text).toMatch(/^# thread \d+, "trabalho 2"$/m);
  app.tell('close 0');
  await app.line(/^done close/);
  await expect.poll(async () => (await read(root, 'threadcreate')).total, { timeout: 10_000 }).toBe(1);
});

test.skipIf(!hasGo)('the real pprof reads both (skipped without go)', async () => {
  await using app = new App({ program, env });
  const root = await app.root();
  for (const command of ['docs 30', 'workers 2']) {
    app.tell(command);
    await app.line(new RegExp(`^done ${command}$`));
  }
  const top = await goPprof('-top', `${root}fd`);
  expect(top).toContain('Type: fd');
  expect(top).toMatch(/^ +30 .* openDocs$/m);
  expect(await goPprof('-list=^openDocs$', `${root}fd`)).toMatch(/^ +30 .*await open\(self\)/m);
  expect(await goPprof('-tags', `${root}fd`)).toContain('arquivos');
  expect(await goPprof('-traces', `${root}threadcreate`)).toMatch(/thread: +trabalho 1\n +1 +startWorkers$/m);
  expect(await goPprof('-top', `${root}threadcreate`)).toMatch(/^ +2 .* startWorkers$/m);
  const delta = goPprof('-top', '-seconds=2', `${root}fd`);
  app.tell('wait 300');
  app.tell('streams 5');
  expect(await delta).toMatch(/^ +5 .* openStreams$/m);
});
