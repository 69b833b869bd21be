/** A lab's process from its start to its stop, with what it may be asked in between. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { decodeProfile } from '#pprof/codec.ts';
import type { RunEvent } from '#lab/run.ts';
import { until } from './fixtures/living.ts';
import { Sandbox } from './fixtures/sandbox.ts';
import { ask, expectNothingLeft, started } from './fixtures/toy-life.ts';

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await Sandbox.create();
});

afterEach(() => sandbox[Symbol.asyncDispose]());

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
  await expectNothingLeft(sandbox, state);
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
