import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'vitest';
import { decodeProfile } from '#pprof/codec.ts';
import { App } from './support/start-app.ts';

const everythingOn = {
  VAZOU_PROMISE_INTERVAL: '1',
  VAZOU_EXTERNAL_INTERVAL: '4096',
  VAZOU_BLOCK_THRESHOLD: '50',
  VAZOU_FD: '1',
};

/** How long somebody waits for each, besides the seconds that they ask for. */
const PATIENCE_MS = 500;
/** A busy machine takes its time now and then, but not each time. */
const TRIES = 5;

/** Each with the seconds that it takes by itself. */
const PATHS: Readonly<Record<string, number>> = {
  '': 0,
  memstats: 0,
  heap: 0,
  'heap?debug=1': 0,
  allocs: 0,
  goroutine: 0,
  'goroutine?debug=1': 0,
  'goroutine?debug=2': 0,
  block: 0,
  'block?debug=1': 0,
  fd: 0,
  'fd?debug=1': 0,
  threadcreate: 0,
  'threadcreate?debug=1': 0,
  external: 0,
  mutex: 0,
  'profile?seconds=1': 1,
};

/** The thread spins until a file tells it that the answers are in: if one of them waited for it, the test would hang. */
test.concurrent(
  'everything answers at once while the main thread is stuck in a loop',
  { timeout: 120_000 },
  async ({ expect }) => {
    const folder = await mkdtemp(join(tmpdir(), 'vazou-blocked-'));
    try {
      const done = join(folder, 'done');
      await using app = new App({ does: 'spins', env: { ...everythingOn, DONE: done } });
      const root = await app.root();
      await app.line(/^spinning$/);

      const memstats = await (await fetch(`${root}memstats?gc=1`)).json();
      expect(memstats).toMatchObject({ pid: app.pid, runId: null });
      const profile = decodeProfile(await (await fetch(`${root}heap?gc=1`)).bytes());
      expect(profile.functions.map(({ name }) => name)).toContain('keepRows');
      for (const [path, seconds] of Object.entries(PATHS)) {
        const limit = seconds * 1_000 + PATIENCE_MS;
        expect(await quickest(root + path, limit), path).toBeLessThan(limit);
      }

      expect(app.lines).not.toContain('done');
      await writeFile(done, '');
      await app.line(/^done$/);
    } finally {
      await rm(folder, { recursive: true });
    }
  },
);

/** Milliseconds of the first answer in time, or of the quickest one. */
async function quickest(url: string, inTime: number): Promise<number> {
  let best = Infinity;
  for (let i = 0; i < TRIES && best >= inTime; i++) {
    const began = performance.now();
    const answer = await fetch(url);
    await answer.bytes();
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
    best = Math.min(best, performance.now() - began);
  }
  return best;
}

// Beside the other one: it is ten seconds of waiting.
test.concurrent(
  'stuck in a native call, it says so instead of hanging, and answers again afterwards',
  { timeout: 60_000 },
  async ({ expect }) => {
    await using app = new App({ does: 'waits in native code' });
    const root = await app.root();
    await app.line(/^waiting$/);

    expect((await fetch(root)).status).toBe(200);
    const answers = await Promise.all([fetch(`${root}heap`), fetch(`${root}memstats`)]);
    for (const answer of answers) {
      expect(answer.status).toBe(503);
      expect(answer.headers.get('x-go-pprof')).toBe('1');
      expect(await answer.text()).toContain('chamada nativa');
    }

    app.letGo();
    await expect.poll(async () => (await fetch(`${root}memstats`)).status, { timeout: 30_000 }).toBe(200);
  },
);
