/** Real processes that die in every way there is: each is told by its name. */
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deathOf } from '#lab/death.ts';
import { LabProcess } from '#lab/lab-process.ts';
import { launch } from '#lab/launch.ts';
import { freePort } from '#lab/ports.ts';
import { until } from './fixtures/living.ts';
import { Sandbox } from './fixtures/sandbox.ts';
import { toyLab } from './fixtures/toy-lab.ts';
import { ask, death, expectNothingLeft, started, tellsThatItRuns } from './fixtures/toy-life.ts';

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await Sandbox.create();
});

afterEach(() => sandbox[Symbol.asyncDispose]());

test('crash: the exit code and the last words', async () => {
  await using run = await sandbox.toyRun();
  const state = await started(run);
  await ask(state, '/crash');
  expect(await death(run)).toMatchObject({
    kind: 'exit',
    code: 1,
    signal: null,
    stderr: expect.stringContaining('quebrou de propósito'),
  });
  expect(run.snapshot().marks.at(-1)?.kind).toBe('crash');
  await expectNothingLeft(sandbox, state);
  expect(await run.restart()).toMatchObject({ kind: 'ready' });
});

test('a quiet end is an end too', async () => {
  await using run = await sandbox.toyRun();
  await ask(await started(run), '/exit');
  expect(await death(run)).toMatchObject({ kind: 'exit', code: 0 });
});

test('killed from outside: the signal', async () => {
  await using run = await sandbox.toyRun();
  const state = await started(run);
  process.kill(state.pid, 'SIGKILL');
  expect(await death(run)).toMatchObject({ kind: 'exit', code: null, signal: 'SIGKILL' });
  await expectNothingLeft(sandbox, state);
});

test('out of memory under load, again after a restart', async () => {
  await using run = await sandbox.toyRun();
  await run.start('original');
  for (const _life of [1, 2]) {
    run.startLoad(null);
    expect(await death(run)).toMatchObject({
      kind: 'out-of-memory',
      ceilingMiB: 32,
      lastHeapUsed: expect.any(Number),
    });
    expect(run.snapshot().load).toBeNull();
    await run.restart();
  }
});

test('syntax that Node cannot strip: file and line', async () => {
  await using run = await sandbox.toyRun("import 'vazou/diagnostics';\n\nenum Cor { Azul }\n");
  await run.start('mine');
  expect(await death(run)).toMatchObject({
    kind: 'syntax',
    file: join(sandbox.workspace.root, 'toy', 'server.ts'),
    line: 3,
    message: expect.stringContaining('enum'),
  });
  expect(await sandbox.runFiles()).toEqual([]);
});

test('a port that the code insists on, taken', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const address = taken.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const source = `import 'vazou/diagnostics';\nimport { createServer } from 'node:http';\ncreateServer().listen(${port}, '127.0.0.1');\n`;
  await using run = await sandbox.toyRun(source);
  await run.start('mine');
  expect(await death(run)).toEqual({ kind: 'port-taken', port });
  taken.close();
});

test('never ready: what is missing is the service', async () => {
  const entry = join(sandbox.folder, 'server.ts');
  await writeFile(entry, `import 'vazou/diagnostics';\nsetInterval(() => {}, 1000);\n`);
  const launched = await launch({ scenario: toyLab.scenario, entry, ports: 'any', readyTimeoutMs: 5_000 });
  expect(launched).toMatchObject({
    kind: 'dead',
    death: { kind: 'not-ready', missing: 'service', afterMs: expect.any(Number) },
  });
  expect(await sandbox.runFiles()).toEqual([]);
});

test('of a debug port that is somebody else’s, before its own code runs', async () => {
  await using taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port: debug } = taken.address() as AddressInfo;
  const { lines, onLine, entry } = await tellsThatItRuns(sandbox);
  const ports = { service: await freePort(), debug };
  const options = { entry, ceilingMiB: 32, runDir: join(sandbox.state, 'run'), onLine };
  await using child = await LabProcess.spawn({ ...options, ports });
  const context = { ceilingMiB: 32, lastHeapUsed: null };
  expect(deathOf(await child.ended, context)).toEqual({ kind: 'port-taken', port: debug });
  expect(lines).not.toContain('roda');
  // With a port to be had the same one does run.
  await using _other = await LabProcess.spawn({ ...options, ports: { ...ports, debug: await freePort() } });
  await until('it runs', () => lines.includes('roda'));
});

test('but not of a debug port that another process was quicker to take', async () => {
  // Whoever is to be quicker may not be, on a busy machine; then it tries again.
  for (;;) {
    const { entry, lines, onLine } = await tellsThatItRuns(sandbox);
    const ports = { service: await freePort(), debug: await freePort() };
    const launching = launch({ scenario: toyLab.scenario, entry, ports, onLine });
    while ((await sandbox.runFiles()).length === 0) await delay(1);
    const quicker = createServer().listen(ports.debug, '127.0.0.1');
    const wasQuicker = await once(quicker, 'listening').then(
      () => true,
      () => false,
    );
    const launched = await launching;
    quicker.close();
    if (launched.kind !== 'ready') throw new Error(JSON.stringify(launched.death));
    await using child = launched.process;
    if (!wasQuicker) continue;
    expect(child.ports.debug).not.toBe(ports.debug);
    // Found out at once: the process without its port never got as far as the code.
    expect(lines.filter((line) => line === 'roda')).toHaveLength(1);
    return;
  }
});

test('stuck: alive, but the service no longer answers', async () => {
  await using run = await sandbox.toyRun();
  const state = await started(run);
  void ask(state, '/block').catch(() => {});
  expect(await death(run)).toMatchObject({ kind: 'stuck' });
  await expectNothingLeft(sandbox, state);
});
