import { expect, test } from 'vitest';
import { readSettings } from '#diagnostics/settings.ts';

test('without a word from outside: Go’s port or the next one, Go’s interval', () => {
  expect(readSettings({})).toEqual({
    port: { kind: 'from', port: 6060 },
    heapInterval: 524_288,
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
    expect(settings.heapInterval).toBe(524_288);
    expect(settings.complaints).toEqual([expect.stringContaining('524288')]);
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
