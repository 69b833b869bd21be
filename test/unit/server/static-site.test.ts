import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rawRequest, statusOf } from './support/raw-request.ts';
import { openWorkshop, type TestWorkshop } from './support/workshop.ts';

const SCRIPT = 'document.documentElement.dataset.theme = "escuro"';
const PAGE = `<!doctype html><title>Início</title><script>${SCRIPT}</script>${'<p>vazão</p>'.repeat(200)}`;

let workshop: TestWorkshop;
beforeAll(async () => {
  workshop = await openWorkshop({
    'index.html': PAGE,
    'licoes/um/index.html': '<!doctype html><title>Um</title>',
    '404.html': '<!doctype html><title>Não achei</title>',
    '_astro/app.abc123.js': `export const x = "${'x'.repeat(5_000)}";`,
    'pagefind/wasm.pt-br.pagefind': 'x'.repeat(5_000),
    '../secret.txt': 'segredo',
  });
});
afterAll(() => workshop[Symbol.asyncDispose]());

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${workshop.origin}${path}`, { headers, redirect: 'manual' });

test('pages are read without a session', async () => {
  const answer = await get('/');
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toMatch(/^text\/html; charset=utf-8$/i);
  expect(await answer.text()).toBe(PAGE);
  expect(await (await get('/licoes/um/')).text()).toContain('<title>Um');
  expect((await fetch(`${workshop.origin}/`, { method: 'HEAD' })).status).toBe(200);
});

test('a page allows exactly its own inline scripts', async () => {
  const hash = createHash('sha256').update(SCRIPT).digest('base64');
  const policy = (await get('/')).headers.get('content-security-policy');
  expect(policy).toContain(`script-src 'self' 'wasm-unsafe-eval' 'sha256-${hash}';`);
  const other = (await get('/licoes/um/')).headers.get('content-security-policy');
  expect(other).toContain(`script-src 'self' 'wasm-unsafe-eval';`);
});

test('every answer carries the security headers', async () => {
  for (const path of ['/', '/_astro/app.abc123.js', '/nada', '/api/session', '/?token=x']) {
    const { headers } = await get(path);
    expect(headers.get('content-security-policy'), path).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options'), path).toBe('nosniff');
    expect(headers.get('referrer-policy'), path).toBe('no-referrer');
    expect(headers.get('cross-origin-opener-policy'), path).toBe('same-origin');
    expect(headers.get('cross-origin-resource-policy'), path).toBe('same-origin');
    expect(headers.get('x-frame-options'), path).toBe('DENY');
    expect(headers.get('strict-transport-security'), path).toBeNull();
  }
});

test('text travels compressed', async () => {
  for (const [path, gzip] of [
    ['/', 'gzip'],
    ['/_astro/app.abc123.js', 'gzip'],
    ['/pagefind/wasm.pt-br.pagefind', null],
  ] as const) {
    const answer = await get(path, { 'accept-encoding': 'gzip' });
    expect(answer.headers.get('content-encoding'), path).toBe(gzip);
    expect((await answer.text()).length, path).toBeGreaterThan(1_000);
  }
  expect((await get('/', { 'accept-encoding': 'identity' })).headers.get('content-encoding')).toBeNull();
});

test('who takes brotli gets it, and a page that has not changed is not sent again', async () => {
  const answer = await get('/', { 'accept-encoding': 'gzip, deflate, br, zstd' });
  expect(answer.headers.get('content-encoding')).toBe('br');
  expect(answer.headers.get('vary')).toContain('Accept-Encoding');
  expect(await answer.text()).toBe(PAGE);
  const tag = answer.headers.get('etag') ?? '';
  expect(tag).toMatch(/^W\//);
  expect((await get('/', { 'accept-encoding': 'br', 'if-none-match': tag })).status).toBe(304);
  const small = await get('/pagefind/wasm.pt-br.pagefind', { 'accept-encoding': 'br' });
  expect(small.headers.get('content-encoding')).toBeNull();
});

test('hashed files are kept for good, pages are asked for again', async () => {
  expect((await get('/_astro/app.abc123.js')).headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect((await get('/_astro/gone.js')).headers.get('cache-control')).toBe('no-cache');
  const page = await get('/');
  expect(page.headers.get('cache-control')).toBe('no-cache');
  const again = await get('/', { 'if-none-match': page.headers.get('etag') ?? '' });
  expect(again.status).toBe(304);
  // The browser puts these headers in place of those it kept.
  expect(again.headers.get('content-security-policy')).toBe(page.headers.get('content-security-policy'));
});

test('an unknown address shows the site’s own page, with 404', async () => {
  const answer = await get('/nada/aqui');
  expect(answer.status).toBe(404);
  expect(answer.headers.get('content-type')).toContain('text/html');
  expect(await answer.text()).toContain('Não achei');
});

test('a site that was not built says how to build it', async () => {
  await using bare = await openWorkshop({}, { siteDir: `${workshop.siteDir}-not-there` });
  const answer = await fetch(`${bare.origin}/`);
  expect(answer.status).toBe(404);
  expect(await answer.text()).toContain('npm start');
});

describe('nothing outside the site is served', () => {
  test.for([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/..%5csecret.txt',
    '/..\\secret.txt',
    '/%252e%252e%252fsecret.txt',
    '/_astro/../../secret.txt',
    '/_astro/..%2f..%2fsecret.txt',
    '/....//secret.txt',
    '//../secret.txt',
    '/secret.txt%00.html',
    '/%c0%ae%c0%ae/secret.txt',
    '/%',
  ])('%s', async (target) => {
    const answer = await rawRequest(workshop.port, [
      `GET ${target} HTTP/1.1`,
      `Host: ${workshop.host}`,
      'Connection: close',
    ]);
    expect([400, 404]).toContain(statusOf(answer));
    expect(answer).not.toContain('segredo');
  });
});

test('pages take no orders', async () => {
  const answer = await fetch(`${workshop.origin}/`, { method: 'POST', headers: { origin: workshop.origin } });
  expect(answer.status).toBe(404);
});
