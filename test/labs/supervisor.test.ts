/** Real processes that die in every way there is: each is told by its name, and leaves nothing behind. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { decodeProfile } from '#pprof/codec.ts';
import { deathOf } from '#lab/death.ts';
import { LabProcess } from '#lab/lab-process.ts';
import type { LabRun } from '#lab/lab-run.ts';
import { launch } from '#lab/launch.ts';
import { freePort } from '#lab/ports.ts';
import { startTimeOf } from '#lab/process-list.ts';
import { reapOrphans, writeRunFile } from '#lab/run-file.ts';
import type { LabState, RunEvent, Variant } from '#lab/run.ts';
import { lives, until } from './fixtures/living.ts';
import { Sandbox } from './fixtures/sandbox.ts';
import { toyLab } from './fixtures/toy-lab.ts';

/** Each takes most of a second. What is left behind is looked for by name, so that a few tell; the long mode does fifty. */
const CYCLES = process.env['VAZOU_LONG'] === '1' ? 50 : 8;

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await Sandbox.create();
});

afterEach(() => sandbox[Symbol.asyncDispose]());

type Ready = Extract<LabState, { kind: 'ready' }>;

async function started(run: LabRun, variant: Variant = 'original'): Promise<Ready> {
  const state = await run.start(variant);
  if (state.kind !== 'ready') throw new Error(`not ready: ${JSON.stringify(state)}`);
  return state;
}

async function ask(state: Ready, path: string): Promise<string> {
  return (await fetch(`${state.addresses.service}${path}`)).text();
}

async function death(run: LabRun) {
  await until('the lab died', () => run.state.kind === 'dead');
  if (run.state.kind !== 'dead') throw new Error('it came back to life');
  return run.state.death;
}

async function portIsFree(address: string): Promise<boolean> {
  const server = createServer().listen({ port: Number(new URL(address).port), host: '127.0.0.1' });
  try {
    await once(server, 'listening');
    server.close();
    return true;
  } catch {
    return false;
  }
}

async function expectNothingLeft(state: Ready): Promise<void> {
  expect(await lives(state.pid)).toBe(false);
  expect(await portIsFree(state.addresses.service)).toBe(true);
  expect(await portIsFree(state.addresses.diagnostics)).toBe(true);
  expect(await sandbox.runFiles()).toEqual([]);
}

/** The toy, which says `roda` when its own code begins. */
async function tellsThatItRuns() {
  const entry = join(sandbox.folder, 'server.ts');
  const toy = pathToFileURL(join(toyLab.dir, 'server.ts')).href;
  await writeFile(entry, `console.log('roda');\nawait import('${toy}');\n`);
  const lines: string[] = [];
  return { entry, lines, onLine: (_stream: string, line: string) => void lines.push(line) };
}

describe('a life', () => {
  test('starts, answers, is measured, and stops without a trace', async () => {
    await using run = await sandbox.toyRun();
    const events: RunEvent[] = [];
    using _following = run.follow((event) => events.push(event));
    const state = await started(run, 'mine');
    expect(await ask(state, '/ready')).toBe('ok');
    expect(await sandbox.runFiles()).toHaveLength(1);

    run.startLoad();
    expect(() => run.startLoad()).toThrow(expect.objectContaining({ code: 'busy' }));
    await until('the load ended', () => run.snapshot().load === null);
    expect(await ask(state, '/keep')).toBe('21');

    const floor = await run.gc();
    expect(floor.heapUsed).toBeGreaterThan(1_000_000);
    await until('a sample came', () => run.snapshot().samples.length > 0);

    const { capture, bytes } = await run.captureHeap();
    expect(capture).toMatchObject({ profile: 'heap', variant: 'mine', size: bytes.byteLength });
    expect(decodeProfile(bytes).sampleTypes.map(({ type }) => type)).toContain('inuse_space');
    expect(Uint8Array.from((await run.captures.read(capture.id))!)).toEqual(Uint8Array.from(bytes));
    expect(await run.captures.read('none')).toBeUndefined();

    await run.stop();
    expect(run.state).toEqual({ kind: 'stopped' });
    await expectNothingLeft(state);
    expect(events.flatMap((event) => (event.type === 'state' ? [event.state.kind] : []))).toEqual([
      'starting',
      'ready',
      'stopping',
      'stopped',
    ]);
    const marks = run.snapshot().marks.map(({ kind }) => kind);
    expect(marks).toEqual(['start', 'load-start', 'load-end', 'gc', 'capture', 'stop']);
  });

  test('the load goes on counting until a restart, which comes back to the same addresses', async () => {
    await using run = await sandbox.toyRun();
    const first = await started(run);
    for (const kept of ['21', '42']) {
      run.startLoad(20);
      await until('the load ended', () => run.snapshot().load === null);
      expect(await ask(first, '/keep')).toBe(kept);
    }
    const second = await run.restart();
    expect(second).toMatchObject({ kind: 'ready', addresses: first.addresses, variant: 'original' });
    expect(second.kind === 'ready' && second.pid).not.toBe(first.pid);
    expect(await ask(first, '/keep')).toBe('1');
    expect(run.snapshot().marks.at(-1)?.kind).toBe('restart');
  });

  test('an endless load ends when it is told to', async () => {
    await using run = await sandbox.toyRun();
    await started(run);
    run.startLoad(null);
    await until('some were sent', () => (run.snapshot().load?.sent ?? 0) > 0);
    expect(run.snapshot().load?.total).toBeNull();
    run.stopLoad();
    await until('the load ended', () => run.snapshot().load === null);
    expect(run.state.kind).toBe('ready');
  });

  test('what cannot be done now says so', async () => {
    await using run = await sandbox.toyRun();
    expect(() => run.startLoad()).toThrow(expect.objectContaining({ code: 'not-running' }));
    await expect(run.gc()).rejects.toMatchObject({ code: 'not-running' });
    await expect(run.captureHeap()).rejects.toMatchObject({ code: 'not-running' });
    const starting = run.start('original');
    await expect(run.start('original')).rejects.toMatchObject({ code: 'busy' });
    await starting;
    await expect(run.start('original')).rejects.toMatchObject({ code: 'busy' });
  });

  test('stopped while it starts, it ends stopped', async () => {
    await using run = await sandbox.toyRun();
    const starting = run.start('original');
    await run.stop();
    expect(await starting).toEqual({ kind: 'stopped' });
    expect(await sandbox.runFiles()).toEqual([]);
  });

  test('gets an environment without the secrets of ours', async () => {
    process.env['VAZOU_TEST_SECRET'] = 'segredo';
    await using run = await sandbox.toyRun();
    const environment = await ask(await started(run), '/environment');
    delete process.env['VAZOU_TEST_SECRET'];
    expect(environment).not.toContain('segredo');
    expect(JSON.parse(environment)).not.toHaveProperty('NODE_OPTIONS');
  });

  test('moves to the next free ports, and its addresses say so', async () => {
    await using first = await sandbox.toyRun();
    const { addresses } = await started(first);
    const [servicePort, debugPort] = [addresses.service, addresses.diagnostics].map((it) => Number(new URL(it).port));
    await using second = sandbox.runOn(servicePort ?? 0, debugPort ?? 0);
    const state = await started(second);
    expect(state.addresses.service).not.toBe(addresses.service);
    expect(state.addresses.diagnostics).not.toBe(addresses.diagnostics);
    expect(await ask(state, '/ready')).toBe('ok');
  });
});

describe('a death', () => {
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
    await expectNothingLeft(state);
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
    await expectNothingLeft(state);
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
    const { lines, onLine, entry } = await tellsThatItRuns();
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
      const { entry, lines, onLine } = await tellsThatItRuns();
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
    await expectNothingLeft(state);
  });
});

describe('nothing is left behind', () => {
  test('a grandchild in a session of its own that ignores SIGTERM', async () => {
    await using run = await sandbox.toyRun();
    const state = await started(run);
    const grandchild = Number(await ask(state, '/escape'));
    expect(await lives(grandchild)).toBe(true);
    await run.stop();
    expect(await lives(grandchild)).toBe(false);
    await expectNothingLeft(state);
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
    for (const state of states.slice(-1)) await expectNothingLeft(state);
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
    await expectNothingLeft(state);
    expect(await lives(grandchild)).toBe(false);
  });
});

describe('reaping', () => {
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
});
