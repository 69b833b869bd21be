import { expect, test } from 'vitest';
import { addressOf } from '#server/address.ts';
import { isForThisHost } from '#server/host-guard.ts';

const address = addressOf('http://127.0.0.1:4321');

function request(rawHeaders: string[], url = '/') {
  return { rawHeaders, url };
}

test('accepts its own host, however the header is spelt', () => {
  expect(isForThisHost(request(['Host', '127.0.0.1:4321']), address)).toBe(true);
  expect(isForThisHost(request(['Accept', '*/*', 'hOsT', '127.0.0.1:4321']), address)).toBe(true);
});

test.for([
  ['a name that resolves here', ['Host', 'evil.example:4321']],
  ['localhost, which is another origin', ['Host', 'localhost:4321']],
  ['another port', ['Host', '127.0.0.1:4322']],
  ['no port', ['Host', '127.0.0.1']],
  ['userinfo', ['Host', '127.0.0.1:4321@evil.example']],
  ['userinfo that looks foreign', ['Host', 'evil@127.0.0.1:4321']],
  ['a trailing dot', ['Host', '127.0.0.1.:4321']],
  ['another spelling of the number', ['Host', '2130706433:4321']],
  ['an empty header', ['Host', '']],
  ['no header', []],
  ['two headers, ours first', ['Host', '127.0.0.1:4321', 'Host', 'evil.example']],
  ['a value of another header', ['X-Forwarded-Host', '127.0.0.1:4321']],
  ['a header value that reads "host"', ['X-Name', 'host', '127.0.0.1:4321', 'x']],
] as const)('refuses %s', ([, headers]) => {
  expect(isForThisHost(request([...headers]), address)).toBe(false);
});

test.for(['http://evil.example/', 'http://127.0.0.1:4321/', '*', ''])('refuses the request target %o', (url) => {
  expect(isForThisHost(request(['Host', '127.0.0.1:4321'], url), address)).toBe(false);
});

test('the default port is not spelt out', () => {
  expect(addressOf('http://127.0.0.1:80/').host).toBe('127.0.0.1');
});
