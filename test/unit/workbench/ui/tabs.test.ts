import { expect, test } from 'vitest';
import { targetOf } from '#workbench/ui/tab-keys.ts';

const press = (key: string, held: Partial<KeyboardEvent> = {}): KeyboardEvent =>
  ({ key, altKey: false, ctrlKey: false, metaKey: false, ...held }) as KeyboardEvent;

test.each([
  ['ArrowRight', 0, 1],
  ['ArrowRight', 2, 0],
  ['ArrowLeft', 0, 2],
  ['Home', 2, 0],
  ['End', 0, 2],
  ['Enter', 1, null],
  ['a', 1, null],
])('%s from tab %i leads to %s of three', (key, from, to) => {
  expect(targetOf(press(key), from, 3)).toBe(to);
});

test('the browser’s own shortcuts are not for the tabs', () => {
  for (const held of [{ altKey: true }, { ctrlKey: true }, { metaKey: true }])
    expect(targetOf(press('ArrowLeft', held), 1, 3)).toBeNull();
});
