import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { App } from '../support/start-app.ts';

vi.setConfig({ testTimeout: 60_000 });

const program = 'obedient-app.ts';
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vazou-test-'));
});
afterEach(() => rm(folder, { recursive: true }));

interface Snapshot {
  readonly snapshot: { readonly node_count: number };
  readonly strings: readonly string[];
}

/** How far a process has read the snapshot that it has open. Only Linux tells. */
function readSoFar(pid: number): number {
  if (process.platform !== 'linux') return 0;
  const numbers = readdirSync(`/proc/${pid}/fd`);
  const number = numbers.find((number) => readlinkSync(`/proc/${pid}/fd/${number}`).includes('.heapsnapshot'));
  return Number(/^pos:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/fdinfo/${number}`, 'utf8'))?.[1]);
}

test('a whole snapshot, with a name for the file, of a thread in a loop too; nothing stays on disk', async () => {
  await using app = new App({ program, env: { TMPDIR: folder } });
  const root = await app.root();
  await app.line(/^ready$/);
  app.tell('spin 20000');
  await app.line(/^start spin/);
  const answer = await fetch(`${root}heapsnapshot`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${program}-${app.pid}.heapsnapshot"`);
  const bytes = await answer.bytes();
  expect(bytes.length).toBe(Number(answer.headers.get('content-length')));
  const { snapshot, strings } = JSON.parse(Buffer.from(bytes).toString()) as Snapshot;
  expect(snapshot.node_count).toBeGreaterThan(10_000);
  expect(strings).toContain('holdUp');
  expect(app.lines).not.toContain('done spin 20000');
  await expect.poll(() => readdirSync(folder)).toEqual([]);
});

test('one at a time; it is not held in memory for who reads slowly, and who leaves makes room', async () => {
  await using app = new App({ program, env: { TMPDIR: folder } });
  const root = await app.root();
  await app.line(/^ready$/);
  app.tell('keep 100');
  await app.line(/^done keep/);
  const reading = Promise.withResolvers<{ size: number; leave: () => void }>();
  const request = get(`${root}heapsnapshot`, (response) => {
    // Not read: it stands in the sockets' buffers, and the rest on disk.
    reading.resolve({ size: Number(response.headers['content-length']), leave: () => request.destroy() });
  }).on('error', reading.reject);
  const { size, leave } = await reading.promise;
  expect(size).toBeGreaterThan(100_000_000);
  const second = await fetch(`${root}heapsnapshot`);
  expect(second.status).toBe(409);
  expect(second.headers.get('x-go-pprof')).toBe('1');
  expect(await second.text()).toContain('em andamento');
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(readSoFar(app.pid)).toBeLessThan(size / 2);

  leave();
  const status = async (): Promise<number> => (await fetch(`${root}heapsnapshot`, { method: 'HEAD' })).status;
  await expect.poll(status, { timeout: 20_000 }).toBe(200);
  await expect.poll(() => readdirSync(folder)).toEqual([]);
});

test('who leaves before it is written leaves nothing behind', async () => {
  await using app = new App({ program, env: { TMPDIR: folder } });
  const root = await app.root();
  await app.line(/^ready$/);
  app.tell('shell 1');
  await app.line(/^start shell/);
  const leaving = AbortSignal.timeout(300);
  await expect(fetch(`${root}heapsnapshot`, { signal: leaving })).rejects.toThrow(/timeout/i);
  await app.line(/^done shell/);
  await expect.poll(async () => (await fetch(`${root}heapsnapshot`)).status, { timeout: 20_000 }).toBe(200);
  await expect.poll(() => readdirSync(folder)).toEqual([]);
});
