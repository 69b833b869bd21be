import { expect, test } from 'vitest';
import { createOpenedHints } from '#workbench/verdict/opened-hints.ts';

function storage(content: readonly (readonly [string, string])[] = []) {
  const items = new Map(content);
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  };
}

test('what was opened stays open over a reload, lab by lab', () => {
  const kept = storage();
  const hints = createOpenedHints(kept, 'cpu');
  hints.openNext();
  hints.openNext();
  expect(createOpenedHints(kept, 'cpu').count.value).toBe(2);
  expect(createOpenedHints(kept, 'defer').count.value).toBe(0);
});

test('without storage, or with something else in it, none is open at first', () => {
  const refuses = (): never => {
    throw new Error('switched off');
  };
  const hints = createOpenedHints({ getItem: refuses, setItem: refuses }, 'cpu');
  hints.openNext();
  expect(hints.count.value).toBe(1);
  for (const text of ['', '-1', '1.5', 'NaN', '{}']) {
    expect(createOpenedHints(storage([['vazou:hints:cpu', text]]), 'cpu').count.value).toBe(0);
  }
});
