import { connect } from 'node:net';
import { once } from 'node:events';
import { expect, test, vi } from 'vitest';
import { MAX_FOLLOWERS_PER_LAB, MAX_QUEUED_EVENTS } from '#server/limits.ts';
import { followEvents, ofType } from './support/event-stream.ts';
import { watchFollowers } from './support/followers.ts';
import { openWorkshop, type TestWorkshop } from './support/workshop.ts';

const LAB = 'memory-leak';

function eventRequest(workshop: TestWorkshop): string[] {
  return [`GET /api/labs/${LAB}/events HTTP/1.1`, `Host: ${workshop.host}`, `Cookie: ${workshop.cookie}`];
}

test('a stream begins with a snapshot of everything', async () => {
  await using workshop = await openWorkshop();
  await using stream = await followEvents(workshop, LAB);
  expect(await stream.until(ofType('snapshot'))).toEqual({
    type: 'snapshot',
    state: { kind: 'stopped' },
    samples: [],
    marks: [],
    load: null,
    captures: [],
    before: null,
    verdict: null,
    judging: null,
  });
  expect(stream.events).toHaveLength(1);
});

test('is an event stream that no cache keeps and no compression holds back', async () => {
  await using workshop = await openWorkshop();
  const abort = new AbortController();
  const { headers } = await workshop.api(`/labs/${LAB}/events`, {
    signal: abort.signal,
    headers: { 'accept-encoding': 'gzip' },
  });
  abort.abort();
  expect(headers.get('content-type')).toMatch(/^text\/event-stream/);
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('content-encoding')).toBeNull();
});

test('a client that goes, politely or not, leaves no follower behind', async () => {
  await using workshop = await openWorkshop();
  using followers = watchFollowers();
  {
    await using _stream = await followEvents(workshop, LAB);
    expect(followers.live).toBe(1);
  }
  const rude = connect(workshop.port, '127.0.0.1');
  rude.write(`${eventRequest(workshop).join('\r\n')}\r\n\r\n`);
  await once(rude, 'data');
  rude.resetAndDestroy();
  await vi.waitFor(() => expect(followers.live).toBe(0));
  expect(followers.ever).toBe(2);
});

test('HEAD, after which nobody reads, leaves no follower behind', async () => {
  await using workshop = await openWorkshop();
  using followers = watchFollowers();
  const answer = await workshop.api(`/labs/${LAB}/events`, { method: 'HEAD' });
  expect(answer.status).toBe(200);
  await vi.waitFor(() => expect(followers.live).toBe(0));
});

test('a lab has so many followers and no more, and takes another when one goes', async () => {
  await using workshop = await openWorkshop();
  using followers = watchFollowers();
  await using streams = new AsyncDisposableStack();
  for (let i = 1; i < MAX_FOLLOWERS_PER_LAB; i++) streams.use(await followEvents(workshop, LAB));
  {
    await using _last = await followEvents(workshop, LAB);
    await expect(followEvents(workshop, LAB)).rejects.toThrow(/429.*too-many-followers/);
  }
  await vi.waitFor(() => expect(followers.live).toBe(MAX_FOLLOWERS_PER_LAB - 1));
  streams.use(await followEvents(workshop, LAB));
});

test('a client that does not read is cut off, and the others hear on', async () => {
  await using workshop = await openWorkshop();
  using followers = watchFollowers();
  const asleep = connect(workshop.port, '127.0.0.1');
  const cut = new Promise<void>((resolve) => asleep.once('close', () => resolve()).once('error', () => resolve()));
  asleep.write(`${eventRequest(workshop).join('\r\n')}\r\n\r\n`);
  await vi.waitFor(() => expect(followers.live).toBe(1));

  // Faster than anyone reads: all within one turn of the server's event loop.
  for (let i = 0; i <= MAX_QUEUED_EVENTS; i++) followers.tell({ type: 'output', stream: 'stdout', line: 'x' });
  asleep.resume();
  await cut;
  await vi.waitFor(() => expect(followers.live).toBe(0));

  await using awake = await followEvents(workshop, LAB);
  followers.tell({ type: 'output', stream: 'stdout', line: 'still here' });
  expect(await awake.until(ofType('output'))).toMatchObject({ line: 'still here' });
});

test('closing the workshop ends the streams', async () => {
  const workshop = await openWorkshop();
  using followers = watchFollowers();
  await using stream = await followEvents(workshop, LAB);
  await workshop[Symbol.asyncDispose]();
  await stream.ended;
  expect(followers.live).toBe(0);
});
