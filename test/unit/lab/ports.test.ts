import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { freePort, nextFreePort } from '#lab/ports.ts';

async function occupy(): Promise<AsyncDisposable & { port: number }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    [Symbol.asyncDispose]: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}

test('a free port can be bound', async () => {
  const port = await freePort();
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  expect(server.address()).toMatchObject({ port });
  server.close();
});

test('the wished port, if it is free', async () => {
  const port = await freePort();
  expect(await nextFreePort(port)).toBe(port);
});

test('the next one, if it is taken or to be avoided', async () => {
  await using taken = await occupy();
  const next = await nextFreePort(taken.port);
  expect(next).not.toBe(taken.port);
  expect(await nextFreePort(taken.port, new Set([next]))).not.toBe(next);
});

test('past the last port, any that is free', async () => {
  await using taken = await occupy();
  const found = await nextFreePort(65_535, new Set([65_535, taken.port]));
  expect(found).toBeGreaterThan(0);
  expect(found).toBeLessThan(65_535);
});
