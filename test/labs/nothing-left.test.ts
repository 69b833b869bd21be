/** However a lab ends, nothing of it is left behind. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LabState } from '#lab/run.ts';
import { lives, until } from './fixtures/living.ts';
import { Sandbox } from './fixtures/sandbox.ts';
import { ask, death, expectNothingLeft, portIsFree, started, type Ready } from './fixtures/toy-life.ts';

/** Each takes most of a second. What is left behind is looked for by name, so that a few tell; the long mode does fifty. */
const CYCLES = process.env['VAZOU_LONG'] === '1' ? 50 : 8;

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await Sandbox.create();
});

afterEach(() => sandbox[Symbol.asyncDispose]());

test('a grandchild in a session of its own that ignores SIGTERM', async () => {
  await using run = await sandbox.toyRun();
  const state = await started(run);
  const grandchild = Number(await ask(state, '/escape'));
  expect(await lives(grandchild)).toBe(true);
  await run.stop();
  expect(await lives(grandchild)).toBe(false);
  await expectNothingLeft(sandbox, state);
});

test('the same, when the lab itself crashed first', async () => {
  await using run = await sandbox.toyRun();
  const state = await started(run);
  const grandchild = Number(await ask(state, '/escape'));
  await ask(state, '/crash');
  await death(run);
  expect(await lives(grandchild)).toBe(false);
});

test(`${CYCLES} times started and stopped`, async () => {
  await using run = await sandbox.toyRun();
  const states: Ready[] = [];
  for (let cycle = 0; cycle < CYCLES; cycle++) {
    states.push(await started(run));
    await run.stop();
  }
  for (const { pid } of states) expect(await lives(pid)).toBe(false);
  for (const state of states.slice(-1)) await expectNothingLeft(sandbox, state);
  // The ports of the first start served all of them.
  expect(new Set(states.map(({ addresses }) => addresses.service)).size).toBe(1);
});

test.each(['/ready', '/spin'])('the owner is killed with kill -9 (last request: %s)', async (path) => {
  const owner = spawn(process.execPath, [join(import.meta.dirname, 'fixtures/owner.ts')], {
    env: { ...process.env, ...sandbox.env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line]: string[] = await once(createInterface(owner.stdout), 'line');
  const state: LabState = JSON.parse(line ?? '');
  if (state.kind !== 'ready') throw new Error(`not ready: ${line}`);
  const grandchild = Number(await ask(state, '/escape'));
  void ask(state, path).catch(() => {});
  owner.kill('SIGKILL');
  await until('the lab is gone', async () => !(await lives(state.pid)));
  await until('so is what it started', async () => !(await lives(grandchild)));
  // The main thread is gone first; the kernel closes the sockets with the last of the others.
  await until('its port is free', () => portIsFree(state.addresses.service));
  await expectNothingLeft(sandbox, state);
  expect(await lives(grandchild)).toBe(false);
});
