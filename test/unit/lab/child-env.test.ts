import { expect, test } from 'vitest';
import { childEnv } from '#lab/child-env.ts';
import { childFlags, heapLimit } from '#lab/child-flags.ts';

const identity = { runId: 'run', ownerPid: 1, runFile: '/x/run.json' };

test('what programs need, and nothing that is secret or could lift the ceiling', () => {
  const env = childEnv({ service: 8080, debug: 6060 }, identity, undefined, {
    PATH: '/bin',
    HOME: '/home/ana',
    LANG: 'pt_BR.UTF-8',
    AWS_SECRET_ACCESS_KEY: 'segredo',
    NPM_TOKEN: 'segredo',
    NODE_OPTIONS: '--max-old-space-size=9999',
    VAZOU_STATE: '/elsewhere',
  });
  expect(env).toEqual({
    PATH: '/bin',
    HOME: '/home/ana',
    LANG: 'pt_BR.UTF-8',
    PORT: '8080',
    VAZOU_DEBUG_PORT: '6060',
    VAZOU_HEAP_INTERVAL: '131072',
    VAZOU_BLOCK_THRESHOLD: '50',
    VAZOU_RUN_ID: 'run',
    VAZOU_OWNER_PID: '1',
    VAZOU_RUN_FILE: '/x/run.json',
  });
});

test('the profilers that a lab wishes for are switched on, and only those', () => {
  const ports = { service: 8080, debug: 6060 };
  const wished = { promises: 'all', external: 1, fd: true } as const;
  const on = { VAZOU_PROMISE_INTERVAL: '1', VAZOU_EXTERNAL_INTERVAL: '1', VAZOU_FD: '1' };
  expect(childEnv(ports, identity, wished)).toMatchObject(on);
  const env = childEnv(ports, identity, {});
  expect(Object.keys(on).filter((name) => name in env)).toEqual([]);
});

test('the ceiling goes to V8, the guard comes first', () => {
  expect(childFlags(64, 'file:///guard.ts')).toEqual(
    expect.arrayContaining(['--max-old-space-size=64', '--no-turbo-inlining', '--import=file:///guard.ts']),
  );
  expect(heapLimit(64)).toBe(76 * 1024 * 1024);
});
