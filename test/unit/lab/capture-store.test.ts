import { expect, test } from 'vitest';
import { CaptureStore } from '#lab/capture-store.ts';

const MIB = 1024 * 1024;

const keep = (store: CaptureStore, size: number) =>
  store.add(new Uint8Array(size), { profile: 'heap', variant: 'mine' });

test('names, measures and gives back what it keeps', () => {
  const store = new CaptureStore();
  const capture = keep(store, 3);
  expect(capture).toMatchObject({ id: 'heap-1', profile: 'heap', variant: 'mine', size: 3 });
  expect(store.read('heap-1')).toHaveLength(3);
  expect(store.read('heap-2')).toBeUndefined();
  expect(store.list).toEqual([capture]);
});

test('bounded in number, and no name comes twice', () => {
  const store = new CaptureStore();
  for (let i = 0; i < 100; i++) keep(store, 1);
  expect(store.list).toHaveLength(40);
  expect(store.list.at(-1)?.id).toBe('heap-100');
  expect(store.read('heap-60')).toBeUndefined();
  expect(store.read('heap-61')).toBeDefined();
});

test('bounded in bytes, but the newest is always there', () => {
  const store = new CaptureStore();
  for (let i = 0; i < 3; i++) keep(store, 15 * MIB);
  expect(store.list.map(({ id }) => id)).toEqual(['heap-2', 'heap-3']);
  keep(store, 40 * MIB);
  expect(store.list.map(({ id }) => id)).toEqual(['heap-4']);
});
