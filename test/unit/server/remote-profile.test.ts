import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApiError, OfferedSource } from '#server/contract.ts';
import { remoteProfileOf } from '#server/remote-profile.ts';
import { openWorkshop, type TestWorkshop } from './support/workshop.ts';

const OFFER = {
  profile: { name: 'now.pb.gz', bytes: new Uint8Array([1, 2, 3]) },
  base: null,
  sourceFiles: new Map([
    ['file:///here.ts', import.meta.filename],
    ['gone.ts', '/no/such/file.ts'],
  ]),
};

/** A process with a profile to give, that remembers what it was asked. */
const asked: IncomingMessage[] = [];
let behave: (response: ServerResponse) => void;
const target = createServer((request, response) => {
  asked.push(request);
  behave(response);
});
let workshop: TestWorkshop;
let port: number;
beforeAll(async () => {
  workshop = await openWorkshop({}, { offer: OFFER });
  await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
  ({ port } = target.address() as AddressInfo);
});
afterAll(async () => {
  target.close();
  target.closeAllConnections();
  await workshop[Symbol.asyncDispose]();
});

const headers = (): Record<string, string> => ({
  Origin: workshop.origin,
  Cookie: workshop.cookie,
  'Content-Type': 'application/json',
});
const get = (path: string) => fetch(`${workshop.origin}/api/${path}`, { headers: headers() });
const ask = (url: string, seconds = 0) =>
  fetch(`${workshop.origin}/api/remote-profile`, {
    method: 'POST',
    headers: headers(),
    body: JSON.stringify({ url, seconds }),
  });
const codeOf = async (response: Response): Promise<string> => ((await response.json()) as ApiError).error.code;

test.each([
  ['http://127.0.0.1:6060/debug/pprof/heap', 0, { port: 6060, path: '/debug/pprof/heap', seconds: 0 }],
  ['localhost:6060/debug/pprof/heap?gc=1', 0, { port: 6060, path: '/debug/pprof/heap?gc=1', seconds: 0 }],
  ['http://127.0.0.1/debug/pprof/allocs', 5, { port: 80, path: '/debug/pprof/allocs?seconds=5', seconds: 5 }],
  ['http://127.0.0.1:1/debug/pprof/profile', 0, { port: 1, path: '/debug/pprof/profile?seconds=30', seconds: 30 }],
  [
    'http://127.0.0.1:1/debug/pprof/heap?seconds=9000&debug=1',
    0,
    { port: 1, path: '/debug/pprof/heap?seconds=60', seconds: 60 },
  ],
])('%s is understood', (url, seconds, expected) => {
  expect(remoteProfileOf({ url, seconds })).toMatchObject(expected);
});

test.each([
  ['127.0.0.1', ['127.0.0.1']],
  ['[::1]', ['::1']],
  ['localhost', ['127.0.0.1', '::1']],
])('%s is this machine: %s', (name, hosts) => {
  expect(remoteProfileOf({ url: `http://${name}:6060/debug/pprof/heap`, seconds: 0 })?.hosts).toEqual(hosts);
});

test.each([
  'http://example.com/debug/pprof/heap',
  'http://127.0.0.1.example.com:6060/debug/pprof/heap',
  'http://10.0.0.1/debug/pprof/heap',
  'http://0.0.0.0:6060/debug/pprof/heap',
  'http://[::]:6060/debug/pprof/heap',
  'http://[::ffff:10.0.0.1]:6060/debug/pprof/heap',
  'http://2130706433.example/debug/pprof/heap',
  'https://127.0.0.1:6060/debug/pprof/heap',
  'file:///debug/pprof/heap',
  'ftp://127.0.0.1/debug/pprof/heap',
  'http://ana:secret@127.0.0.1:6060/debug/pprof/heap',
  'http://example.com@127.0.0.1.nip.io/debug/pprof/heap',
  'http://127.0.0.1:6060/debug/pprof/',
  'http://127.0.0.1:6060/debug/pprof/cmdline',
  'http://127.0.0.1:6060/debug/pprof/heap/../../../admin',
  'http://127.0.0.1:6060/debug/pprof/%2e%2e/admin',
  'http://127.0.0.1:6060/debug/pprof/heap%2f..%2fadmin',
  'http://127.0.0.1:6060/admin',
  'http://127.0.0.1:99999/debug/pprof/heap',
  'heap',
  '',
])('%s is none of ours', (url) => {
  expect(remoteProfileOf({ url, seconds: 0 })).toBeNull();
});

test('a profile comes as the process gave it, and our cookie stays at home', async () => {
  const bytes = gzipSync('profile');
  behave = (response) => response.end(bytes);
  const response = await ask(`http://127.0.0.1:${port}/debug/pprof/heap?gc=1&x=y`);
  expect(response.status).toBe(200);
  expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
  expect(asked.at(-1)!.url).toBe('/debug/pprof/heap?gc=1');
  expect(asked.at(-1)!.headers.cookie).toBeUndefined();
});

const hasIPv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'));

test.skipIf(!hasIPv6)('localhost is found where it listens on ::1 alone', async () => {
  const other = createServer((_, response) => response.end('profile'));
  await new Promise<void>((resolve) => other.listen(0, '::1', resolve));
  const { port: otherPort } = other.address() as AddressInfo;
  const answers = [ask(`http://localhost:${otherPort}/debug/pprof/heap`), ask(`[::1]:${otherPort}/debug/pprof/heap`)];
  for (const response of await Promise.all(answers)) expect(await response.text()).toBe('profile');
  other.close();
});

test('a redirect is not followed', async () => {
  behave = (response) => response.writeHead(302, { Location: `http://127.0.0.1:${port}/admin` }).end();
  const before = asked.length;
  expect(await codeOf(await ask(`http://127.0.0.1:${port}/debug/pprof/heap`))).toBe('profile-refused');
  expect(asked.length).toBe(before + 1);
});

test("pprof's own reason is told, another page's is not", async () => {
  behave = (response) => response.writeHead(500, { 'X-Go-Pprof': '1' }).end('cpu profiling already in use\n');
  const told = ((await (await ask(`http://127.0.0.1:${port}/debug/pprof/profile`, 1)).json()) as ApiError).error;
  expect(told).toMatchObject({ code: 'profile-refused', message: expect.stringContaining('already in use') });
  behave = (response) => response.writeHead(404).end('<h1>secret</h1>');
  const silent = ((await (await ask(`http://127.0.0.1:${port}/debug/pprof/heap`)).json()) as ApiError).error;
  expect(silent.message).not.toContain('secret');
});

test('nobody there, and requests that make no sense', async () => {
  expect(await codeOf(await ask('http://127.0.0.1:1/debug/pprof/heap'))).toBe('profile-no-answer');
  expect(await codeOf(await ask('http://example.com/debug/pprof/heap'))).toBe('bad-profile-address');
  expect(await codeOf(await ask(`http://127.0.0.1:${port}/debug/pprof/heap`, 61))).toBe('bad-request');
});

test('without the session, or from another page, nothing is fetched', async () => {
  const before = asked.length;
  const body = JSON.stringify({ url: `http://127.0.0.1:${port}/debug/pprof/heap`, seconds: 0 });
  for (const wrong of [{ Cookie: '' }, { Origin: 'http://127.0.0.1:6060' }] as Record<string, string>[]) {
    const response = await fetch(`${workshop.origin}/api/remote-profile`, {
      method: 'POST',
      headers: { ...headers(), ...wrong },
      body,
    });
    expect([401, 403]).toContain(response.status);
  }
  expect(asked.length).toBe(before);
});

test('what the command line offers is given out, and only source files that it names', async () => {
  expect(await (await get('offered')).json()).toEqual({ names: { profile: 'now.pb.gz', base: null } });
  expect(new Uint8Array(await (await get('offered/profile')).arrayBuffer())).toEqual(OFFER.profile.bytes);
  expect((await get('offered/base')).status).toBe(404);
  const source = async (file: string) => get(`offered/source?file=${encodeURIComponent(file)}`);
  expect((await (await source('file:///here.ts')).json()) as OfferedSource).toMatchObject({
    text: expect.stringContaining('this very line'),
  });
  expect((await (await source('gone.ts')).json()) as OfferedSource).toMatchObject({ why: expect.any(String) });
  for (const file of ['/etc/passwd', import.meta.filename, 'file:///here.ts/../x', '']) {
    expect(await (await source(file)).json(), file).toEqual({ why: expect.stringContaining(file) });
  }
});
