import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { decodeProfile } from '#pprof/codec.ts';
import { topData } from '#pprof/report/top.ts';
import { findLab } from '#lab/catalog.ts';
import { LabRun } from '#lab/lab-run.ts';
import { Workspace } from '#lab/workspace.ts';
import type { ApiError, Capture, FileContent, LabSummary } from '#server/contract.ts';
import { LabRegistry, type OpenLab } from '#server/lab-registry.ts';
import { followEvents, inState, ofType } from '../unit/server/support/event-stream.ts';
import { watchFollowers } from '../unit/server/support/followers.ts';
import { openWorkshop, type TestWorkshop } from '../unit/server/support/workshop.ts';

const LAB = 'memory-leak';

function order(workshop: TestWorkshop, path: string, body?: object): Promise<Response> {
  return workshop.api(`/labs/${LAB}/${path}`, { method: 'POST', body: body && JSON.stringify(body) });
}

async function codeOf(answer: Response): Promise<string> {
  const { error }: ApiError = await answer.json();
  return error.code;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('the whole path over HTTP: start, load, capture, verdict, stop', async () => {
  const scenario = (await findLab(LAB))?.scenario;
  await using workshop = await openWorkshop();
  await using stream = await followEvents(workshop, LAB);
  await stream.until(ofType('snapshot', ({ state }) => state.kind === 'stopped'));

  expect((await order(workshop, 'start', { variant: 'mine' })).status).toBe(202);
  expect(await codeOf(await order(workshop, 'start', { variant: 'mine' }))).toBe('busy');
  const { state } = await stream.until(inState('ready'));
  expect(state).toMatchObject({ variant: 'mine', addresses: { service: expect.stringMatching(/^http:\/\/127/) } });
  const labs: LabSummary[] = await (await workshop.api('/labs')).json();
  expect(labs.find(({ id }) => id === LAB)?.state).toBe('ready');

  expect((await order(workshop, 'load', { requests: 400 })).status).toBe(202);
  expect(await codeOf(await order(workshop, 'load'))).toBe('busy');
  const { load } = await stream.until(ofType('load', (event) => event.load?.sent === 400));
  expect(load).toMatchObject({ total: 400, failed: 0 });
  await stream.until(ofType('mark', ({ mark }) => mark.kind === 'load-end'));

  expect((await order(workshop, 'gc')).status).toBe(202);
  await stream.until(ofType('mark', ({ mark }) => mark.kind === 'gc'));
  const answer = await order(workshop, 'captures');
  expect(answer.status).toBe(201);
  const capture: Capture = await answer.json();
  expect(await (await workshop.api(`/labs/${LAB}/captures`)).json()).toEqual([capture]);
  const download = await workshop.api(`/labs/${LAB}/captures/${capture.id}`);
  expect(download.headers.get('content-disposition')).toContain('attachment');
  const bytes = new Uint8Array(await download.arrayBuffer());
  expect(bytes.byteLength).toBe(capture.size);
  expect(gunzipSync(bytes).byteLength).toBeGreaterThan(capture.size);
  const top = topData(decodeProfile(bytes), { sampleIndex: scenario?.evidence.sampleType ?? '' });
  expect(top.rows[0]?.name).toContain(scenario?.evidence.function);

  expect((await order(workshop, 'verdict', { variant: 'mine' })).status).toBe(202);
  expect(await codeOf(await order(workshop, 'verdict', { variant: 'solution' }))).toBe('busy');
  const { verdict } = await stream.until(ofType('verdict'));
  expect(verdict).toMatchObject({ kind: 'judged', variant: 'mine', passed: false });
  expect(stream.events.filter(ofType('verdict-progress')).length).toBeGreaterThan(3);

  {
    await using later = await followEvents(workshop, LAB);
    const snapshot = await later.until(ofType('snapshot'));
    expect(snapshot).toMatchObject({ state, verdict, judging: null, load: null });
    // The judge leaves one too, of its own process.
    expect(snapshot.captures).toMatchObject([capture, { profile: 'heap', variant: 'mine', verdict: 'fail' }]);
    expect(snapshot.captures[1]!.code).toBe(capture.code);
    expect(snapshot.samples.length).toBeGreaterThan(0);
  }

  const one = `/labs/${LAB}/captures/${capture.id}`;
  const renaming = { method: 'PUT', body: JSON.stringify({ name: ' antes ' }) };
  expect(await (await workshop.api(`${one}/name`, renaming)).json()).toEqual({ ...capture, name: 'antes' });
  await stream.until(ofType('captures', ({ captures }) => captures[0]?.name === 'antes'));
  expect((await workshop.api(one, { method: 'DELETE' })).status).toBe(204);
  await stream.until(ofType('captures', ({ captures }) => captures.length === 1));
  expect(await codeOf(await workshop.api(one))).toBe('unknown-capture');

  expect((await order(workshop, 'stop')).status).toBe(202);
  await stream.until(ofType('state', (event) => event.state.kind === 'stopped'));
  expect(state.kind === 'ready' && isAlive(state.pid)).toBe(false);
  expect(stream.events.filter(ofType('snapshot'))).toHaveLength(1);
});

test('a fix saved in the editor is what gets judged', async () => {
  await using workshop = await openWorkshop();
  await using stream = await followEvents(workshop, LAB);
  const read = async (variant: string): Promise<FileContent> =>
    (await workshop.api(`/labs/${LAB}/files/server.ts?variant=${variant}`)).json();
  const { content } = await read('solution');
  const { version: baseVersion } = await read('mine');
  const saved = await workshop.api(`/labs/${LAB}/files/server.ts`, {
    method: 'PUT',
    body: JSON.stringify({ content, baseVersion }),
  });
  expect(saved.status).toBe(200);
  await order(workshop, 'verdict', { variant: 'mine' });
  const { verdict } = await stream.until(ofType('verdict'));
  expect(verdict).toMatchObject({ kind: 'judged', passed: true });
});

test('code that does not start is told as a dead lab with its reason', async () => {
  await using workshop = await openWorkshop();
  await using stream = await followEvents(workshop, LAB);
  const file: FileContent = await (await workshop.api(`/labs/${LAB}/files/server.ts`)).json();
  const content = `const = 1;\n${file.content}`;
  await workshop.api(`/labs/${LAB}/files/server.ts`, {
    method: 'PUT',
    body: JSON.stringify({ content, baseVersion: file.version }),
  });
  expect((await order(workshop, 'start', { variant: 'mine' })).status).toBe(202);
  const { state } = await stream.until(inState('dead'));
  expect(state).toMatchObject({ death: { kind: 'syntax', line: 1 } });
});

test('closing the workshop ends lab, load, judgement and streams', async () => {
  const workshop = await openWorkshop();
  using followers = watchFollowers();
  await using stream = await followEvents(workshop, LAB);
  await order(workshop, 'start', { variant: 'original' });
  const { state } = await stream.until(inState('ready'));
  await order(workshop, 'load', { requests: null });
  await order(workshop, 'verdict', { variant: 'original' });
  await stream.until(ofType('verdict-progress', ({ progress }) => progress.step === 'warmup'));
  await workshop[Symbol.asyncDispose]();
  await stream.ended;
  expect(state.kind === 'ready' && isAlive(state.pid)).toBe(false);
  expect(followers.live).toBe(0);
  await expect(fetch(workshop.origin)).rejects.toThrow('fetch failed');
});

test('a restart under way when the workshop closes starts nothing afterwards', async () => {
  const lab = await findLab(LAB);
  if (lab === undefined) throw new Error(`no lab ${LAB}`);
  await using folder = await mkdtempDisposable(join(tmpdir(), 'vazou-closing-'));
  const run = new LabRun(lab, { workspace: new Workspace(folder.path) });
  const kinds: string[] = [];
  using _following = run.follow((event) => event.type === 'state' && kinds.push(event.state.kind));
  await run.start('original');
  const restarting = run.restart();
  await run[Symbol.asyncDispose]();
  await expect(restarting).rejects.toMatchObject({ code: 'not-running' });
  expect(kinds).toEqual(['starting', 'ready', 'stopping', 'stopped']);
});

test('a running lab takes up a place, though not against its own restart', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'vazou-places-'));
  await using registry = new LabRegistry(new Workspace(folder.path), 1);
  const open = await registry.open(LAB);
  const another: OpenLab = { ...open };
  expect(() => registry.makeRoomFor(another)).not.toThrow();
  await open.run.start('original');
  expect(() => registry.makeRoomFor(open)).not.toThrow();
  expect(() => registry.makeRoomFor(another)).toThrow(expect.objectContaining({ code: 'too-many-labs' }));
});
