import { expect, test } from 'vitest';
import { addressOf } from '#server/address.ts';
import { isOwnOrigin } from '#server/origin-guard.ts';

const address = addressOf('http://127.0.0.1:4321');

test('our origin may do anything', () => {
  for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'DELETE']) {
    expect(isOwnOrigin(method, 'http://127.0.0.1:4321', address)).toBe(true);
  }
});

test('a missing origin may only read', () => {
  expect(['GET', 'HEAD'].every((method) => isOwnOrigin(method, undefined, address))).toBe(true);
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'get', 'TRACE', 'QUERY']) {
    expect(isOwnOrigin(method, undefined, address), method).toBe(false);
  }
});

test.for([
  'null',
  '',
  'http://127.0.0.1',
  'http://127.0.0.1:8080',
  'https://127.0.0.1:4321',
  'http://localhost:4321',
  'http://127.0.0.1:4321/',
  'http://127.0.0.1:4321.evil.example',
  'http://evil.example/?http://127.0.0.1:4321',
  'http://127.0.0.1:4321, http://evil.example',
])('another origin, %o, may not even read', (origin) => {
  expect(isOwnOrigin('GET', origin, address)).toBe(false);
  expect(isOwnOrigin('POST', origin, address)).toBe(false);
});
