import { gunzipSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import { decodeProfile } from '#pprof/codec.ts';
import type { ApiError, Capture, CaptureProfile, LabDetail } from '#server/contract.ts';
import { analyse, clustersOf } from '#heap-snapshot/retainers.ts';
import { constructorsOf } from '#heap-snapshot/constructors.ts';
import { SnapshotParser } from '#heap-snapshot/parse.ts';
import { followEvents, inState, ofType } from '../unit/server/support/event-stream.ts';
import { openWorkshop } from '../unit/server/support/workshop.ts';

vi.setConfig({ testTimeout: 60_000 });

const LAB = '/labs/goroutine-leak';

test('a heap snapshot of a running lab, streamed; given up half way, the next one is not refused', async () => {
  await using workshop = await openWorkshop();
  await using stream = await followEvents(workshop, 'memory-leak');
  const post = (path: string, body?: object, signal?: AbortSignal) =>
    workshop.api(`/labs/memory-leak/${path}`, {
      method: 'POST',
      body: body && JSON.stringify(body),
      ...(signal && { signal }),
    });
  expect((await post('heap-snapshot')).status).toBe(409);
  await post('start', { variant: 'original' });
  await stream.until(inState('ready'));
  await post('load', { requests: 300 });
  await stream.until(ofType('mark', ({ mark }) => mark.kind === 'load-end'));

  const giveUp = new AbortController();
  const first = await post('heap-snapshot', undefined, giveUp.signal);
  await first.body!.getReader().read();
  giveUp.abort();

  const answer = await vi.waitFor(async () => {
    const again = await post('heap-snapshot');
    expect(again.status).toBe(200);
    return again;
  }, 20_000);
  const parser = new SnapshotParser();
  let bytes = 0;
  for await (const chunk of answer.body!) {
    bytes += chunk.length;
    parser.push(chunk);
  }
  expect(Number(answer.headers.get('content-length'))).toBe(bytes);
  const analysis = analyse(parser.end());
  const mine = clustersOf(analysis, { limit: 50 }).find(({ path }) => path.file?.endsWith('server.ts'));
  expect(mine?.count).toBeGreaterThan(100);
  expect(constructorsOf(analysis, 5).map(({ name }) => name)).toContain('Map');
});

test('every kind of capture of a running lab, or why there is none', async () => {
  await using workshop = await openWorkshop();
  await using stream = await followEvents(workshop, 'goroutine-leak');
  const post = (path: string, body: object, signal?: AbortSignal) =>
    workshop.api(`${LAB}/${path}`, { method: 'POST', body: JSON.stringify(body), ...(signal && { signal }) });
  await post('start', { variant: 'original' });
  await stream.until(inState('ready'));
  await post('load', { requests: null });
  const { profilers }: LabDetail = await (await workshop.api(LAB)).json();
  expect(profilers).toEqual({ promises: true, external: false, fd: false });

  const take = async (profile: CaptureProfile, seconds = 0): Promise<Uint8Array> => {
    const answer = await post('captures', { profile, seconds });
    const capture: Capture = await answer.json();
    expect([answer.status, capture.profile, capture.seconds ?? 0], JSON.stringify(capture)).toEqual([
      201,
      profile,
      seconds,
    ]);
    const file = await workshop.api(`${LAB}/captures/${capture.id}`);
    const extension = profile === 'trace' ? 'json.gz' : 'pb.gz';
    expect(file.headers.get('content-disposition')).toContain(`goroutine-leak-${capture.id}.${extension}`);
    return new Uint8Array(await file.arrayBuffer());
  };
  const typesOf = async (profile: CaptureProfile, seconds = 0): Promise<string[]> =>
    decodeProfile(await take(profile, seconds)).sampleTypes.map(({ type }) => type);
  expect(await typesOf('heap')).toContain('inuse_space');
  expect(await typesOf('allocs')).toContain('alloc_space');
  expect(await typesOf('goroutine')).toEqual(['goroutine']);
  expect(await typesOf('fd')).toEqual(['fd']);
  expect(await typesOf('block')).toEqual(['contentions', 'delay']);
  expect(await typesOf('profile', 1)).toContain('cpu');
  const trace: { traceEvents: unknown[] } = JSON.parse(gunzipSync(await take('trace', 1)).toString());
  expect(trace.traceEvents.length).toBeGreaterThan(20);

  const refused = await post('captures', { profile: 'external', seconds: 0 });
  const { error }: ApiError = await refused.json();
  expect([refused.status, error.code]).toEqual([502, 'capture-failed']);
  expect(error.message).toContain('VAZOU_EXTERNAL_INTERVAL');

  // Given up: the process stops recording, so that the next one need not wait for it.
  const giveUp = new AbortController();
  const long = post('captures', { profile: 'profile', seconds: 30 }, giveUp.signal);
  setTimeout(() => giveUp.abort(), 300);
  await expect(long).rejects.toThrow(/abort/);
  await vi.waitFor(async () => expect(await typesOf('profile', 1)).toContain('cpu'), 10_000);
});
