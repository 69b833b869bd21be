import { test } from 'vitest';
import { App } from './support/start-app.ts';

const program = 'interrupted-app.ts';

test.concurrent('what a reading interrupts goes on as if nothing had been', { timeout: 60_000 }, async ({ expect }) => {
  await using app = new App({ program });
  expect((await app.line(/^wrong: (.*)$/))[1]).toBe('nothing');
});

test.concurrent('a reading that parses a URL is noticed', { timeout: 60_000 }, async ({ expect }) => {
  await using app = new App({ program, does: 'planted' });
  expect((await app.line(/^wrong: (.*)$/))[1]).toContain('URL.pathname');
});
