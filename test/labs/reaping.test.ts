/** Labs whose owner is gone are ended, and nobody else is. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freePort } from '#lab/ports.ts';
import { startTimeOf } from '#lab/process-list.ts';
import { reapOrphans, writeRunFile } from '#lab/run-file.ts';
import { lives } from './fixtures/living.ts';
import { Sandbox } from './fixtures/sandbox.ts';

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await Sandbox.create();
});

afterEach(() => sandbox[Symbol.asyncDispose]());

const sleeper = ['-e', 'console.log("up"); setInterval(() => {}, 1000)'];

async function sleep(env: Record<string, string> = {}) {
  const child = spawn(process.execPath, sleeper, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(child.stdout, 'data');
  return { child, pid: child.pid ?? -1 };
}

const runDir = (): string => join(sandbox.state, 'run');
const gone = { pid: 2 ** 22 + 1, startedAt: 'never' };

test('ends the lab of an owner that is gone', async () => {
  const { pid } = await sleep();
  const child = { pid, startedAt: await startTimeOf(pid) };
  await writeRunFile(runDir(), { runId: 'orphan', owner: gone, child, debugPort: await freePort() });
  await reapOrphans(runDir());
  expect(await lives(pid)).toBe(false);
  expect(await sandbox.runFiles()).toEqual([]);
});

test('leaves the lab of a living owner alone', async () => {
  const { child, pid } = await sleep();
  const owner = { pid: process.pid, startedAt: await startTimeOf(process.pid) };
  const note = { runId: 'owned', owner, child: { pid, startedAt: await startTimeOf(pid) }, debugPort: 1 };
  await writeRunFile(runDir(), note);
  await reapOrphans(runDir());
  expect(await lives(pid)).toBe(true);
  expect(await sandbox.runFiles()).toHaveLength(1);
  child.kill();
});

test('never kills a stranger to whom the pid has passed', async () => {
  const { child, pid } = await sleep();
  const note = { runId: 'recycled', owner: gone, child: { pid, startedAt: 'before' }, debugPort: await freePort() };
  await writeRunFile(runDir(), note);
  await reapOrphans(runDir());
  expect(await lives(pid)).toBe(true);
  expect(await sandbox.runFiles()).toEqual([]);
  child.kill();
});

test.skipIf(process.platform !== 'linux')('knows its own by their mark, whatever their pid', async () => {
  const { pid } = await sleep({ VAZOU_RUN_ID: 'marked' });
  await writeRunFile(runDir(), { runId: 'marked', owner: gone, child: gone, debugPort: await freePort() });
  await reapOrphans(runDir());
  expect(await lives(pid)).toBe(false);
});

test('half a file names nobody, and goes', async () => {
  await mkdir(runDir(), { recursive: true });
  await writeFile(join(runDir(), 'half.json'), '{"runId":"half","own');
  await reapOrphans(runDir());
  expect(await sandbox.runFiles()).toEqual([]);
});
