import { expect, test } from 'vitest';
import { refusal } from '#diagnostics/http/guard.ts';

const good = { host: '127.0.0.1:6060' };

test.each(['127.0.0.1:6060', '127.0.0.1', '127.0.0.2:6060', 'localhost:6060', 'LOCALHOST', '[::1]:6060'])(
  '%s is us',
  (host) => {
    expect(refusal({ method: 'GET', headers: { host } })).toBeNull();
  },
);

test.each([
  'evil.example',
  'evil.example:6060',
  '127.0.0.1.evil.example',
  'localhost.evil.example:6060',
  '127.0.0.1@evil.example',
  '127.0.0.1:6060@evil.example',
  '127.0.0.1:6060:6060',
  '0.0.0.0:6060',
  '[::1].evil.example',
  '',
  undefined,
])('%s is somebody else’s name for us', (host) => {
  expect(refusal({ method: 'GET', headers: { host } })).toMatchObject({ status: 403, headers: { 'X-Go-Pprof': '1' } });
});

test('addresses to be named may come in the body, and nothing else', () => {
  const ask = (method: string, url: string) => refusal({ method, headers: good, url });
  expect(ask('POST', '/debug/pprof/symbol')).toBeNull();
  expect(ask('POST', '/debug/pprof/symbol?x')).toBeNull();
  expect(ask('PUT', '/debug/pprof/symbol')).toMatchObject({ status: 405, headers: { Allow: 'GET, HEAD, POST' } });
  expect(ask('POST', '/debug/pprof/symbols')).toMatchObject({ status: 405 });
  expect(ask('POST', '/debug/pprof/heap?/debug/pprof/symbol')).toMatchObject({ status: 405 });
});

test('only reading', () => {
  expect(refusal({ method: 'HEAD', headers: good })).toBeNull();
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', undefined]) {
    expect(refusal({ method, headers: good })).toMatchObject({ status: 405, headers: { Allow: 'GET, HEAD' } });
  }
});

test('a page from elsewhere may link here, but not embed or fetch', () => {
  const from = (site: string, dest: string, more: Record<string, string> = {}) =>
    refusal({ method: 'GET', headers: { ...good, 'sec-fetch-site': site, 'sec-fetch-dest': dest, ...more } });
  expect(from('cross-site', 'document', { 'sec-fetch-user': '?1' })).toBeNull();
  // A script that goes here, and nobody who pressed anything.
  expect(from('cross-site', 'document')).toMatchObject({ status: 403 });
  for (const dest of ['empty', 'image', 'script', 'iframe', 'embed']) {
    expect(from('cross-site', dest)).toMatchObject({ status: 403 });
    expect(from('same-origin', dest)).toBeNull();
    expect(from('none', dest)).toBeNull();
  }
});
