import { createServer, type Server } from 'node:net';
import { expect, test } from 'vitest';
import { listenOnNextFree } from '#server/listen.ts';

function closing(server: Server): AsyncDisposable {
  return { [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}

test('takes a later port when the preferred one is taken, and only on loopback', async () => {
  const first = createServer();
  const second = createServer();
  await using _first = closing(first);
  await using _second = closing(second);
  const taken = await listenOnNextFree(first, 0);
  const next = await listenOnNextFree(second, taken);
  expect(next).toBeGreaterThan(taken);
  expect(first.address()).toMatchObject({ address: '127.0.0.1', port: taken });
  expect(second.address()).toMatchObject({ address: '127.0.0.1', port: next });
});

test('does not look past the last port there is', async () => {
  const first = createServer();
  await using _first = closing(first);
  await listenOnNextFree(first, 65_535);
  const second = createServer();
  await expect(listenOnNextFree(second, 65_535)).rejects.toThrow('EADDRINUSE');
  expect(second.listening).toBe(false);
});
