import { expect, test } from 'vitest';
import { CaptureStore } from '#lab/capture-store.ts';

const MIB = 1024 * 1024;

function keep(store: CaptureStore, id: string, size: number): void {
  store.add({ id, profile: 'heap', takenAt: 0, variant: 'mine', size }, new Uint8Array(size));
}

test('gives back what it keeps', () => {
  const store = new CaptureStore();
  keep(store, 'a', 3);
  expect(store.read('a')).toHaveLength(3);
  expect(store.read('b')).toBeUndefined();
  expect(store.list.map(({ id }) => id)).toEqual(['a']);
});

test('bounded in number', () => {
  const store = new CaptureStore();
  for (let i = 0; i < 100; i++) keep(store, `heap-${i}`, 1);
  expect(store.list).toHaveLength(40);
  expect(store.read('heap-59')).toBeUndefined();
  expect(store.read('heap-60')).toBeDefined();
});

test('bounded in bytes, but the newest is always there', () => {
  const store = new CaptureStore();
  for (const id of ['a', 'b', 'c']) keep(store, id, 15 * MIB);
  expect(store.list.map(({ id }) => id)).toEqual(['b', 'c']);
  keep(store, 'huge', 40 * MIB);
  expect(store.list.map(({ id }) => id)).toEqual(['huge']);
});
