import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { decodeProfile } from '#pprof/codec.ts';
import { App } from './support/start-app.ts';

/** The thread spins until a file tells it that the answers are in: if one of them waited for it, the test would hang. */
test('everything answers while the main thread is stuck in a loop', { timeout: 60_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vazou-blocked-'));
  try {
    const done = join(folder, 'done');
    await using app = new App({ does: 'spins', env: { DONE: done } });
    const root = await app.root();
    await app.line(/^spinning$/);

    const answers = await Promise.all(
      ['', 'memstats', 'memstats?gc=1', 'heap', 'heap?gc=1', 'heap?debug=1'].map((path) => fetch(root + path)),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    const [, memstats, , heap] = answers;
    expect(await memstats?.json()).toMatchObject({ pid: app.pid, runId: null });
    const profile = decodeProfile((await heap?.bytes()) ?? new Uint8Array());
    expect(profile.functions.map(({ name }) => name)).toContain('keepRows');

    expect(app.lines).not.toContain('done');
    await writeFile(done, '');
    await app.line(/^done$/);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test(
  'stuck in a native call, it says so instead of hanging, and answers again afterwards',
  { timeout: 60_000 },
  async () => {
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
