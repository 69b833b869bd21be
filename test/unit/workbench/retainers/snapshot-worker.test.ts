import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FromSnapshotWorker, SnapshotSource } from '#workbench/retainers/protocol.ts';

const worker = new EventTarget();
const said: FromSnapshotWorker[] = [];
beforeEach(async () => {
  said.length = 0;
  vi.stubGlobal('self', Object.assign(worker, { postMessage: (message: FromSnapshotWorker) => said.push(message) }));
  await import('#workbench/retainers/snapshot.worker.ts');
});
afterEach(() => vi.unstubAllGlobals());

async function failureOf(source: SnapshotSource): Promise<string> {
  worker.dispatchEvent(new MessageEvent('message', { data: { kind: 'open', source } }));
  return vi.waitFor(() => {
    const last = said.at(-1);
    if (last?.kind !== 'failed') throw new Error('under way');
    return last.why;
  });
}

const lab: SnapshotSource = { kind: 'lab', url: '/snapshot' };
const answer = (...chunks: readonly (string | Error)[]): void => {
  const rest = [...chunks];
  const body = new ReadableStream({
    pull(controller) {
      const next = rest.shift();
      if (next === undefined) controller.close();
      else if (typeof next === 'string') controller.enqueue(new TextEncoder().encode(next));
      else controller.error(next);
    },
  });
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(body)));
};

test('an answer that breaks off is no word on the snapshot', async () => {
  answer('{"snapshot":', new TypeError('network error'));
  expect(await failureOf(lab)).toBe('unreachable');
});

test('an answer, or a file, that is no snapshot is called that', async () => {
  answer('não');
  expect(await failureOf(lab)).toBe('not-snapshot');
  said.length = 0;
  expect(await failureOf({ kind: 'file', file: new Blob([Uint8Array.of(0x1f, 0x8b, 1)]) })).toBe('not-snapshot');
});

test('progress of an unknown whole is told at intervals, not with each piece', async () => {
  answer(' '.repeat(5 * 2 ** 20), ...Array.from({ length: 50 }, () => ' '));
  await failureOf(lab);
  expect(said.filter((message) => message.kind === 'progress' && message.phase === 'reading')).toHaveLength(1);
});
