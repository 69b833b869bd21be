import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { exchange, NoAnswer } from '#lab/http-exchange.ts';
import { runLoad } from '#lab/load.ts';
import { freePort } from '#lab/ports.ts';
import type { LoadProgress } from '#lab/run.ts';

async function serve(listener: RequestListener): Promise<AsyncDisposable & { readonly port: number }> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

const get = (index: number) => ({ method: 'GET', path: `/${index}` }) as const;

test('sends each request once, from the given index on, never more at a time than allowed', async () => {
  const seen: string[] = [];
  let open = 0;
  let most = 0;
  await using server = await serve((request, response) => {
    seen.push(request.url ?? '');
    most = Math.max(most, ++open);
    setTimeout(() => {
      open--;
      response.end();
    }, 2);
  });
  const load = { request: get, concurrency: 4 };
  const result = await runLoad({ load, port: server.port, from: 100, total: 40 });
  expect(result).toEqual({ sent: 40, failed: 0, firstFailure: null, next: 140, silent: false });
  expect(seen.sort()).toEqual(Array.from({ length: 40 }, (_, i) => `/${100 + i}`));
  expect(most).toBe(4);
});

test('who hangs up is gone before the answer, and is not refused', async () => {
  const gone: string[] = [];
  await using server = await serve((request, response) => {
    response.once('close', () => {
      if (!response.writableEnded) gone.push(request.url ?? '');
    });
    if (Number(request.url?.slice(1)) % 2 === 0) response.end();
  });
  const load = { request: get, concurrency: 3, hangsUp: (index: number) => index % 2 === 1 };
  const result = await runLoad({ load, port: server.port, from: 0, total: 20 });
  expect(result).toEqual({ sent: 20, failed: 0, firstFailure: null, next: 20, silent: false });
  await expect.poll(() => gone.toSorted()).toEqual(Array.from({ length: 10 }, (_, i) => `/${2 * i + 1}`).toSorted());
});

test('who would hang up and is refused at once counts as refused', async () => {
  const load = { request: get, concurrency: 1, hangsUp: () => true };
  const result = await runLoad({ load, port: await freePort(), from: 0, total: 2 });
  expect(result).toMatchObject({ sent: 2, failed: 2, firstFailure: { got: 'ECONNREFUSED' } });
});

test('sends method, headers and body as declared', async () => {
  const seen: unknown[] = [];
  await using server = await serve((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      seen.push([request.method, request.headers['x-loja'], Buffer.concat(chunks).toString()]);
      response.end();
    });
  });
  const request = () => ({ method: 'POST', path: '/', headers: { 'X-Loja': '7' }, body: 'pedido' }) as const;
  await runLoad({ load: { request, concurrency: 1 }, port: server.port, from: 0, total: 1 });
  expect(seen).toEqual([['POST', '7', 'pedido']]);
});

test('an error status, a hang-up and a refusal are failures, not errors', async () => {
  await using server = await serve((request, response) => {
    if (request.url === '/0') response.writeHead(500).end(`{"erro":\n"Algo\u001b[31m falhou"}${'.'.repeat(500)}`);
    else if (request.url === '/1') request.socket.destroy();
    else response.end();
  });
  const load = { request: get, concurrency: 1 };
  expect(await runLoad({ load, port: server.port, from: 0, total: 3 })).toEqual({
    sent: 3,
    failed: 2,
    firstFailure: {
      request: 'GET /0',
      got: 500,
      said: expect.stringMatching(/^\{"erro": "Algo \[31m falhou"\}\.{10,99}$/),
    },
    next: 3,
    silent: false,
  });
  const hungUp = await runLoad({ load, port: server.port, from: 1, total: 1 });
  expect(hungUp.firstFailure).toEqual({ request: 'GET /1', got: 'ECONNRESET' });
  const refused = await runLoad({ load, port: await freePort(), from: 0, total: 2 });
  expect(refused).toMatchObject({ sent: 2, failed: 2, firstFailure: { got: 'ECONNREFUSED' } });
});

test('goes on without end until it is told to stop, and tells how far it is', async () => {
  await using server = await serve((_request, response) => response.end());
  const stop = new AbortController();
  const told: LoadProgress[] = [];
  const { sent, failed, next } = await runLoad({
    load: { request: get, concurrency: 2 },
    port: server.port,
    from: 0,
    total: null,
    signal: stop.signal,
    onProgress: (progress) => {
      told.push(progress);
      if (progress.sent > 0) stop.abort();
    },
  });
  expect(sent).toBeGreaterThan(0);
  expect(failed).toBe(0);
  // What was under way at the end is neither sent nor failed.
  expect(next - sent).toBeLessThanOrEqual(2);
  expect(told[0]).toMatchObject({ sent: 0, total: null });
  expect(told.at(-1)?.sent).toBe(sent);
});

/** Answers the first request of each connection, and hangs up at the next. */
async function hangsUpAtTheSecond(keepAlive: string): Promise<AsyncDisposable & { readonly port: number }> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('data', () => {
      socket.write(`HTTP/1.1 200 OK\r\n${keepAlive}Content-Length: 2\r\n\r\nok`);
      socket.once('data', () => socket.destroy());
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** As a machine that has no time for us. */
function standStill(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

test('a connection whose time is over may be closed just as we ask again: that is asked once more', async () => {
  const request = (index: number) => {
    if (index > 0) standStill(2_100);
    return get(index);
  };
  const load = { request, concurrency: 1 };
  await using server = await hangsUpAtTheSecond('Keep-Alive: timeout=2\r\n');
  expect(await runLoad({ load, port: server.port, from: 0, total: 2 })).toMatchObject({ sent: 2, failed: 0 });
  // Of one that the server promised to keep for longer, or without end, it is a failure.
  for (const keepAlive of ['Keep-Alive: timeout=5\r\n', '']) {
    await using other = await hangsUpAtTheSecond(keepAlive);
    const result = await runLoad({ load, port: other.port, from: 0, total: 2 });
    expect(result).toMatchObject({ failed: 1, firstFailure: { request: 'GET /1', got: 'ECONNRESET' } });
  }
});

test('whoever may wait on gets an answer that is late', async () => {
  await using server = await serve((_request, response) => void setTimeout(() => response.end(), 120));
  const late = { port: server.port, timeoutMs: 50 };
  await expect(exchange(get(0), late)).rejects.toMatchObject({ timedOut: true });
  let asked = 0;
  const waitsOn = () => Promise.resolve(++asked > 0);
  expect(await exchange(get(0), { ...late, waitsOn })).toMatchObject({ status: 200 });
  expect(asked).toBeGreaterThan(0);
  const notAgain = { ...late, waitsOn: () => Promise.resolve(false) };
  await expect(exchange(get(0), notAgain)).rejects.toMatchObject({ timedOut: true });
});

test('an exchange that takes too long, or goes nowhere, is no answer', async () => {
  await using server = await serve(() => {});
  const options = { port: server.port, timeoutMs: 50 };
  await expect(exchange({ method: 'GET', path: '/' }, options)).rejects.toBeInstanceOf(NoAnswer);
  const refused = exchange({ method: 'GET', path: '/' }, { port: await freePort(), timeoutMs: 1_000 });
  await expect(refused).rejects.toBeInstanceOf(NoAnswer);
});

test('a body that stops halfway is no answer', async () => {
  await using server = await serve((request, response) => {
    response.writeHead(200, { 'Content-Length': '100' });
    response.write('half');
    setTimeout(() => request.socket.destroy(), 5);
  });
  const cut = exchange({ method: 'GET', path: '/' }, { port: server.port, timeoutMs: 5_000 });
  await expect(cut).rejects.toBeInstanceOf(NoAnswer);
});
