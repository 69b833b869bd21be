import { expect, test } from 'vitest';
import { isForTheBrowser } from '#workbench/terminal/clipboard-keys.ts';

const ctrl = (key: string, more: object = {}) => ({
  type: 'keydown',
  key,
  ctrlKey: true,
  altKey: false,
  metaKey: false,
  ...more,
});

test('Ctrl+C copies what is selected and else interrupts; Ctrl+V pastes', () => {
  expect(isForTheBrowser(ctrl('c'), true, false)).toBe(true);
  expect(isForTheBrowser(ctrl('C', { shiftKey: true }), true, false)).toBe(true);
  expect(isForTheBrowser(ctrl('c'), false, false)).toBe(false);
  expect(isForTheBrowser(ctrl('v'), false, false)).toBe(true);
});

test('everything else is the shell’s', () => {
  expect(isForTheBrowser(ctrl('d'), true, false)).toBe(false);
  expect(isForTheBrowser(ctrl('v', { altKey: true }), false, false)).toBe(false);
  expect(isForTheBrowser(ctrl('c', { ctrlKey: false }), true, false)).toBe(false);
});

test('on a Mac Ctrl+C always interrupts, and Ctrl+V reaches the shell', () => {
  expect(isForTheBrowser(ctrl('c'), true, true)).toBe(false);
  expect(isForTheBrowser(ctrl('v'), false, true)).toBe(false);
});
