import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  markStep,
  readProgress,
  rememberPlace,
  syncProgress,
  tellProgress,
  type Progress,
} from '#workbench/progress/progress-store.ts';

let page: EventTarget;
let storage: Map<string, string>;
let workshop: { progress: Progress; reachable: boolean; asked: string[]; refuses: string | null };
beforeEach(() => {
  storage = new Map();
  workshop = { progress: { version: 1, lessons: {} }, reachable: true, asked: [], refuses: null };
  page = new EventTarget();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, value: string) => void storage.set(key, value),
    removeItem: (key: string) => void storage.delete(key),
  });
  vi.stubGlobal('document', { cookie: 'vazou-here=1' });
  vi.stubGlobal('dispatchEvent', page.dispatchEvent.bind(page));
  vi.stubGlobal('fetch', answer);
});
afterEach(() => void vi.unstubAllGlobals());

const READ: Progress = { version: 1, lessons: { cpu: { steps: { read: { at: 1, by: 'hand' } } } } };

/** A workshop that knows `workshop.progress`, and takes over a file that it is sent. */
async function answer(url: string, { method, body }: { method: string; body?: string }): Promise<Response> {
  if (!workshop.reachable) throw new TypeError('fetch failed');
  const path = url.replace('/api/progress', '');
  workshop.asked.push(`${method} ${path}`);
  if (workshop.refuses === method) return new Response('', { status: 500 });
  if (path === '/last') return new Response(null, { status: 204 });
  if (method === 'POST') workshop.progress = JSON.parse(body!) as Progress;
  if (path === '/step') workshop.progress = READ;
  return Response.json({ progress: workshop.progress, keptAside: null });
}
const steps = (): string[] => Object.keys(readProgress().lessons['cpu']?.steps ?? {});

test('what was marked without the workshop is sent until it has taken it', async () => {
  workshop.reachable = false;
  await markStep('cpu', 'read', true);
  workshop.reachable = true;
  workshop.refuses = 'POST';
  await syncProgress();
  expect(steps()).toEqual(['read']);
  workshop.refuses = null;
  await syncProgress();
  expect(workshop.progress.lessons['cpu']?.steps).toHaveProperty('read');
  expect(steps()).toEqual(['read']);
});

test('an answer from before an event does not take back what the event told', async () => {
  const syncing = syncProgress();
  await vi.waitFor(() => expect(workshop.asked).toEqual(['GET ']));
  workshop.progress = READ;
  tellProgress('cpu', READ.lessons['cpu']!);
  await syncing;
  expect(steps()).toEqual(['read']);
});

test('what the workshop took back stays taken back', async () => {
  await markStep('cpu', 'read', true);
  workshop.progress = { version: 1, lessons: {} };
  await syncProgress();
  expect(steps()).toEqual([]);
  expect(workshop.asked).not.toContain('POST /file');
});

test('the later of two places is where the learner is', async () => {
  const last = { lesson: 'cpu', step: 'read', at: Date.now() - 1_000 };
  workshop.progress = { version: 1, lessons: {}, last };
  workshop.reachable = false;
  await rememberPlace('cpu', 'prove');
  workshop.reachable = true;
  await syncProgress();
  expect(readProgress().last?.step).toBe('prove');
  workshop.progress = { ...workshop.progress, last: { ...last, at: Date.now() + 1_000 } };
  await syncProgress();
  expect(readProgress().last?.step).toBe('read');
});

test('an answer from before a mark does not take it back', async () => {
  const seen: string[][] = [];
  page.addEventListener('vazou:progress', () => seen.push(steps()));
  await Promise.all([syncProgress(), markStep('cpu', 'read', true)]);
  expect(new Set(seen.flat())).toEqual(new Set(['read']));
  expect(seen).not.toContainEqual([]);
});

test('a browser that forbids storage is no failure', async () => {
  const forbidden = (): never => {
    throw new DOMException('denied', 'SecurityError');
  };
  vi.stubGlobal('localStorage', { getItem: forbidden, setItem: forbidden, removeItem: forbidden });
  await expect(syncProgress()).resolves.toBeNull();
  workshop.reachable = false;
  await expect(markStep('cpu', 'read', true)).resolves.toBeUndefined();
});
