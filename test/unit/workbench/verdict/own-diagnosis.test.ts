import { expect, test } from 'vitest';
import { createOwnDiagnosis, markedLine, type OwnDiagnosis } from '#workbench/verdict/own-diagnosis.ts';

const storage = new Map<string, string>();
const page = (): OwnDiagnosis =>
  createOwnDiagnosis(
    {
      getItem: (key) => storage.get(key) ?? null,
      setItem: (key, value) => void storage.set(key, value),
      removeItem: (key) => void storage.delete(key),
    },
    'memory-leak',
  );

test('a marked line is a suspect that the judge understands, and lasts over a reload', () => {
  storage.clear();
  page().toggle({ file: 'server.ts', line: 57 });
  const { given, marked } = page();
  expect(given.value).toEqual({ kind: 'suspect', name: 'server.ts:57' });
  expect(marked.value).toEqual({ file: 'server.ts', line: 57 });
});

test('the same line again takes it back, another takes its place, edits carry it along', () => {
  storage.clear();
  const own = page();
  own.toggle({ file: 'server.ts', line: 57 });
  own.toggle({ file: 'server.ts', line: 60 });
  own.move({ file: 'server.ts', line: 61 });
  expect(own.marked.value?.line).toBe(61);
  own.toggle({ file: 'server.ts', line: 61 });
  expect(own.given.value).toBeNull();
  expect(storage.size).toBe(0);
});

test('a function’s name is no line, and nothing at all is no diagnosis', () => {
  storage.clear();
  const own = page();
  own.give({ kind: 'suspect', name: 'Cache.set' });
  expect(own.marked.value).toBeNull();
  own.give({ kind: 'not-a-leak' });
  expect(page().given.value).toEqual({ kind: 'not-a-leak' });
  own.give({ kind: 'suspect', name: '  ' });
  expect(own.given.value).toBeNull();
  expect(markedLine('57')).toBeNull();
});

test('what in the storage is no diagnosis is none', () => {
  for (const text of ['{', '7', '{"kind":"suspect"}', '{"kind":"suspect","name":7}', '{"kind":"x"}']) {
    storage.set('vazou:diagnosis:memory-leak', text);
    expect(page().given.value).toBeNull();
  }
});
