import { expect, test } from 'vitest';
import type { TextStorage } from '#workbench/storage.ts';
import { MAX_SAVED_VIEWS, readSavedViews, removeView, saveView } from '#workbench/views/saved-views.ts';
import { INITIAL_STATE, withOptions } from '#workbench/views/state.ts';

function storageOf(text?: string): TextStorage {
  const kept = new Map<string, string>(text === undefined ? [] : [['vazou.views', text]]);
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}
const state = withOptions({ ...INITIAL_STATE, view: 'flame', search: 'a|b' }, { focus: 'labs/', nodeCount: 20 });

test('comes back as it was, under its name; the same name replaces it', () => {
  const storage = storageOf();
  saveView(storage, { name: 'meu código', state });
  saveView(storage, { name: 'outra', state: INITIAL_STATE });
  expect(readSavedViews(storage)).toEqual([
    { name: 'meu código', state },
    { name: 'outra', state: INITIAL_STATE },
  ]);
  saveView(storage, { name: 'meu código', state: INITIAL_STATE });
  removeView(storage, 'outra');
  expect(readSavedViews(storage)).toEqual([{ name: 'meu código', state: INITIAL_STATE }]);
});

test('there is an end to them, and a full or broken storage is said', () => {
  const storage = storageOf();
  for (let i = 0; i < MAX_SAVED_VIEWS; i++) expect(saveView(storage, { name: String(i), state })).toBe(true);
  expect(saveView(storage, { name: 'one more', state })).toBe(false);
  expect(saveView(storage, { name: '0', state: INITIAL_STATE })).toBe(true);
  const full = {
    ...storageOf(),
    setItem: () => {
      throw new Error('full');
    },
  };
  expect(saveView(full, { name: 'x', state })).toBe(false);
});

test.each(['{', '{"a":1}', '[1,["x"],["x",2],null]'])('%s is as good as nothing', (text) =>
  expect(readSavedViews(storageOf(text))).toEqual([]),
);
