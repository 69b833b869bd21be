import { expect, test } from 'vitest';
import { readSettings } from '#diagnostics/settings.ts';

test('without a word from outside: Go’s port or the next one, Go’s interval', () => {
  expect(readSettings({})).toEqual({
    port: { kind: 'from', port: 6060 },
    host: '127.0.0.1',
    isExposed: false,
    token: null,
    heapInterval: 1_048_576,
    externalInterval: null,
    promiseInterval: null,
    blockThreshold: null,
    trackFiles: false,
    death: null,
    runId: null,
    complaints: [],
  });
});

test('a port that is named is that one and no other', () => {
  expect(readSettings({ VAZOU_DEBUG_PORT: '7070' }).port).toEqual({ kind: 'exactly', port: 7070 });
  expect(readSettings({ VAZOU_DEBUG_PORT: ' 7070 ' }).port).toEqual({ kind: 'exactly', port: 7070 });
  expect(readSettings({ VAZOU_DEBUG_PORT: '0' }).port).toEqual({ kind: 'exactly', port: 0 });
});

test('an empty variable is an unset one', () => {
  expect(readSettings({ VAZOU_DEBUG_PORT: '', VAZOU_HEAP_INTERVAL: '' })).toEqual(readSettings({}));
});

test.each(['abc', '-1', '65536', '80a', '1e3', '6060.5', '99999999999999999999'])(
  'a port that is none (%s) is told, and nothing is served',
  (value) => {
    const settings = readSettings({ VAZOU_DEBUG_PORT: value });
    expect(settings.port).toBeNull();
    expect(settings.complaints).toEqual([expect.stringContaining(JSON.stringify(value))]);
  },
);

test('the sampling interval and the run’s id', () => {
  const settings = readSettings({ VAZOU_HEAP_INTERVAL: '32768', VAZOU_RUN_ID: 'abc' });
  expect(settings).toMatchObject({ heapInterval: 32_768, runId: 'abc', complaints: [] });
});

test.each(['0', '1023', '-5', 'muito', '2000000000'])(
  'an interval out of reason (%s) is told and not used',
  (value) => {
    const settings = readSettings({ VAZOU_HEAP_INTERVAL: value });
    expect(settings.heapInterval).toBe(1_048_576);
    expect(settings.complaints).toEqual([expect.stringContaining('1048576')]);
  },
);

test.each(['0', '9', 'já', '3600001'])(
  'a threshold of stalls out of reason (%s) is told, and none is looked for',
  (value) => {
    const settings = readSettings({ VAZOU_BLOCK_THRESHOLD: value });
    expect(settings.blockThreshold).toBeNull();
    expect(settings.complaints).toEqual([expect.stringContaining('VAZOU_BLOCK_THRESHOLD')]);
    expect(readSettings({ VAZOU_BLOCK_THRESHOLD: '50' }).blockThreshold).toBe(50);
  },
);

const secret = '0123456789abcdef';

test.each(['0.0.0.0', '10.1.2.3', '::', '192.168.0.7'])('%s is open to others: only with a token', (host) => {
  const without = readSettings({ VAZOU_DEBUG_HOST: host });
  expect(without.port).toBeNull();
  expect(without.complaints).toEqual([expect.stringContaining('VAZOU_DEBUG_TOKEN')]);
  const withToken = readSettings({ VAZOU_DEBUG_HOST: host, VAZOU_DEBUG_TOKEN: secret });
  expect(withToken).toMatchObject({ host, isExposed: true, token: secret, complaints: [] });
  expect(withToken.port).not.toBeNull();
});

test.each(['127.0.0.1', '127.0.0.2', '::1', 'localhost', ''])(
  '%s is this machine: a token may be, but need not',
  (host) => {
    expect(readSettings({ VAZOU_DEBUG_HOST: host })).toMatchObject({ isExposed: false, token: null, complaints: [] });
    expect(readSettings({ VAZOU_DEBUG_HOST: host, VAZOU_DEBUG_TOKEN: secret }).token).toBe(secret);
  },
);

test.each([
  [{ VAZOU_DEBUG_TOKEN: 'curto' }, 'VAZOU_DEBUG_TOKEN'],
  [{ VAZOU_DEBUG_HOST: '0.0.0.0', VAZOU_DEBUG_TOKEN: secret.slice(1) }, 'VAZOU_DEBUG_TOKEN'],
  [{ VAZOU_DEBUG_HOST: 'servidor.example', VAZOU_DEBUG_TOKEN: secret }, 'VAZOU_DEBUG_HOST'],
  [{ VAZOU_DEBUG_HOST: '127.0.0.1.example' }, 'VAZOU_DEBUG_HOST'],
])('a door that does not close (%o) stays shut', (env, named) => {
  const settings = readSettings(env);
  expect(settings.port).toBeNull();
  expect(settings.complaints).toEqual([expect.stringContaining(named)]);
});
