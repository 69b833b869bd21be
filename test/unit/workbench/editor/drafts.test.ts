import { expect, test } from 'vitest';
import { createDrafts, parseDraft } from '#workbench/editor/drafts.ts';

function memoryStorage(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}
const draft = { content: 'const preço = 1;', baseVersion: 'abc' };

test('what is kept comes back, for its lab and its file only', () => {
  const storage = memoryStorage();
  const drafts = createDrafts(storage, 'memory-leak');
  expect(drafts.write('server.ts', draft)).toBe(true);
  expect(drafts.read('server.ts')).toEqual(draft);
  expect(drafts.read('other.ts')).toBeNull();
  expect(createDrafts(storage, 'another-lab').read('server.ts')).toBeNull();
});

test('what is removed is gone', () => {
  const drafts = createDrafts(memoryStorage(), 'memory-leak');
  drafts.write('server.ts', draft);
  drafts.remove('server.ts');
  expect(drafts.read('server.ts')).toBeNull();
});

test('a browser that refuses storage is told, not thrown', () => {
  const refuse = (): never => {
    throw new DOMException('no', 'QuotaExceededError');
  };
  const drafts = createDrafts({ getItem: refuse, setItem: refuse, removeItem: refuse }, 'memory-leak');
  expect(drafts.write('server.ts', draft)).toBe(false);
  expect(drafts.read('server.ts')).toBeNull();
  expect(() => drafts.remove('server.ts')).not.toThrow();
});

test.each([null, '', 'not json', 'null', '1', '{}', '{"content":1,"baseVersion":"a"}', '{"content":"a"}'])(
  'no draft: %s',
  (text) => {
    expect(parseDraft(text)).toBeNull();
  },
);
