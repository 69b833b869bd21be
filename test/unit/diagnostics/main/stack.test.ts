import { afterEach, expect, test } from 'vitest';
import { captureAwait, captureStack } from '#diagnostics/main/stack.ts';

const { prepareStackTrace } = Error;
afterEach(() => void (Error.prepareStackTrace = prepareStackTrace));

test('while the app formats a stack of its own there is none to be had, and that is no error', () => {
  const within: unknown[] = [];
  Error.prepareStackTrace = () => {
    within.push(captureStack(), captureAwait(captureStack));
    return 'the app’s';
  };
  expect(new Error('any').stack).toBe('the app’s');
  expect(within).toEqual([[], null]);
});

test('what the app set stays set', () => {
  const own = (): string => 'the app’s';
  Error.prepareStackTrace = own;
  Error.stackTraceLimit = 7;
  captureStack();
  expect([Error.prepareStackTrace, Error.stackTraceLimit]).toEqual([own, 7]);
});
