import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CaptureStore } from '#lab/capture-store.ts';

const MIB = 1024 * 1024;

let root: string;
let folder: string;
let clock = 0;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'vazou-captures-'));
  folder = join(root, 'perfis');
});
afterEach(() => rm(root, { recursive: true, force: true }));

const keep = (store: CaptureStore, size = 3, profile: 'heap' | 'goroutine' = 'heap') =>
  store.add(new Uint8Array(size), { profile, variant: 'mine', code: 'abc', takenAt: ++clock });

test('names, measures and gives back what it keeps', async () => {
  const store = new CaptureStore(folder);
  const capture = await keep(store);
  expect(capture).toMatchObject({ id: 'heap-1', profile: 'heap', variant: 'mine', size: 3 });
  expect(await store.read('heap-1')).toHaveLength(3);
  expect(await store.read('heap-2')).toBeUndefined();
  expect(await store.read('../perfis/heap-1')).toBeUndefined();
  expect(store.list).toEqual([capture]);
  expect((await keep(store, 1, 'goroutine')).id).toBe('goroutine-1');
});

test('keeps them across restarts, and no number comes twice, not even beside another process', async () => {
  const first = new CaptureStore(folder);
  await keep(first);
  const second = new CaptureStore(folder);
  expect(second.list).toEqual(first.list);
  // Both believe that 2 is free.
  const [one, two] = await Promise.all([keep(first), keep(second)]);
  expect([one.id, two.id].toSorted()).toEqual(['heap-2', 'heap-3']);
  expect(new CaptureStore(folder).list.map(({ id }) => id).toSorted()).toEqual(['heap-1', 'heap-2', 'heap-3']);
});

test('leaves alone what is no capture, and does not believe what is broken', async () => {
  await keep(new CaptureStore(folder));
  await writeFile(join(folder, 'heap-2.json'), '{"id":"heap-2"');
  await writeFile(join(folder, 'heap-3.json'), JSON.stringify({ id: '../../x-3', size: 1 }));
  await writeFile(join(folder, 'antes.pb.gz'), 'mine');
  const store = new CaptureStore(folder);
  expect(store.list.map(({ id }) => id)).toEqual(['heap-1']);
  for (let i = 0; i < 50; i++) await keep(store);
  expect(await readdir(folder)).toContain('antes.pb.gz');
});

test('bounded in number, those with a name last, and their files go too', async () => {
  const store = new CaptureStore(folder);
  for (let i = 0; i < 3; i++) await keep(store);
  await store.rename('heap-1', 'antes');
  for (let i = 0; i < 47; i++) await keep(store);
  expect(store.list).toHaveLength(40);
  expect(store.list[0]).toMatchObject({ id: 'heap-1', name: 'antes' });
  expect(store.list.at(-1)?.id).toBe('heap-50');
  expect(await store.read('heap-11')).toBeUndefined();
  expect(await readdir(folder)).toHaveLength(80);
});

test('bounded in bytes, but the newest is always there', async () => {
  const store = new CaptureStore(folder);
  for (let i = 0; i < 3; i++) await keep(store, 15 * MIB);
  expect(store.list.map(({ id }) => id)).toEqual(['heap-2', 'heap-3']);
  await keep(store, 40 * MIB);
  expect(store.list.map(({ id }) => id)).toEqual(['heap-4']);
});

test('is renamed and removed, on disk too', async () => {
  const store = new CaptureStore(folder);
  await keep(store);
  await keep(store);
  expect(await store.rename('heap-9', 'x')).toBeUndefined();
  await store.rename('heap-1', 'antes da correção');
  await store.remove('heap-2');
  expect(await store.remove('heap-2')).toBe(false);
  expect(new CaptureStore(folder).list).toMatchObject([{ id: 'heap-1', name: 'antes da correção' }]);
  await store.rename('heap-1', '');
  expect(new CaptureStore(folder).list[0]).not.toHaveProperty('name');
});

test('where nothing can be written the capture is there all the same, and says why it has no file', async () => {
  await writeFile(folder, 'a file in the place of the folder');
  const store = new CaptureStore(folder);
  const { id } = await keep(store);
  expect(await store.read(id)).toHaveLength(3);
  expect(store.whyUnwritten(id)).toMatch(/EEXIST|ENOTDIR/);
});
