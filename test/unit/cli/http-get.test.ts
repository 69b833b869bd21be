import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { httpGet, textOf } from '../../../src/cli/http-get.ts';

/** Ports that `fetch` refuses, whoever listens there. */
const AVOIDED = [6000, 6566, 6665, 6666, 6667, 6668, 6669, 6697, 10080];

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** `null` where the port is taken. */
async function serve(listener: RequestListener, port = 0): Promise<string | null> {
  const server = createServer(listener);
  servers.push(server);
  const begun = await Promise.race([once(server, 'error'), once(server.listen(port, '127.0.0.1'), 'listening')]);
  if (begun.length > 0) return null;
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const signal = AbortSignal.timeout(30_000);
const say: RequestListener = ({ url }, response) => response.end(`aqui: ${url}`);

test('an answer, from a port that fetch goes to for nobody', async () => {
  let at: string | null = null;
  for (const port of AVOIDED) at ??= await serve(say, port);
  if (at === null) throw new Error('all of them are taken');
  await expect(fetch(at)).rejects.toThrow('fetch failed');
  expect(await textOf(await httpGet(`${at}/heap?gc=1`, signal))).toBe('aqui: /heap?gc=1');
});

test('a redirect is followed, and one without end is not', async () => {
  const at = await serve((request, response) => {
    if (request.url === '/novo') return say(request, response);
    response.writeHead(302, { location: request.url === '/velho' ? 'novo' : request.url }).end();
  });
  expect(await textOf(await httpGet(`${at}/velho`, signal))).toBe('aqui: /novo');
  await expect(httpGet(`${at}/roda`, signal)).rejects.toThrow('more than 10 redirects');
});

test('a redirect to something else than HTTP is refused', async () => {
  const at = await serve((_, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end());
  await expect(httpGet(`${at}`, signal)).rejects.toThrow('redirected to file:///etc/passwd');
});

test('an answer that breaks off, one that never comes, and nobody there', async () => {
  const at = await serve(({ url }, response) => {
    if (url === '/nunca') return;
    response.writeHead(200, { 'content-length': 100 }).write('meio');
    setImmediate(() => response.destroy());
  });
  await expect(httpGet(`${at}/meio`, signal).then(textOf)).rejects.toMatchObject({ code: 'ECONNRESET' });
  const impatient = AbortSignal.timeout(100);
  await expect(httpGet(`${at}/nunca`, impatient)).rejects.toThrow('aborted');
  expect(impatient.aborted).toBe(true);
  await expect(httpGet('http://127.0.0.1:1/', signal)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

test('of a long text, the beginning', async () => {
  const at = await serve((_, response) => response.end('x'.repeat(200_000)));
  expect(await textOf(await httpGet(`${at}`, signal), 1_000)).toHaveLength(1_000);
});
