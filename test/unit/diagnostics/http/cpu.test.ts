import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { decodeProfile } from '#pprof/codec.ts';
import { App } from '../support/start-app.ts';

test(
  'the CPU profile of a thread that is stuck in a loop names its lines, one recording at a time',
  { timeout: 60_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'vazou-cpu-'));
    try {
      const done = join(folder, 'done');
      await using app = new App({ does: 'spins', env: { DONE: done } });
      const root = await app.root();
      await app.line(/^spinning$/);

      const both = await Promise.all([1, 2].map(() => fetch(`${root}profile?seconds=1`)));
      const [recorded, refused] = both.sort((a, b) => a.status - b.status);
      expect(recorded?.headers.get('content-disposition')).toBe('attachment; filename="profile"');
      expect(await refused?.text()).toBe('Could not enable CPU profiling: cpu profiling already in use\n');
      expect(refused?.status).toBe(500);
      expect(refused?.headers.get('x-go-pprof')).toBe('1');

      const bytes = (await recorded?.bytes()) ?? new Uint8Array();
      const { functions, locations } = decodeProfile(bytes);
      const makeGarbage = functions.find(({ name }) => name === 'makeGarbage');
      const lines = locations.flatMap(({ lines }) => lines).filter(({ function: f }) => f === makeGarbage);
      expect(lines.map(({ line }) => Number(line)).some((line) => line > Number(makeGarbage?.startLine))).toBe(true);
      // A client that leaves frees the profiler.
      await expect(fetch(`${root}profile`, { signal: AbortSignal.timeout(300) })).rejects.toThrow('timeout');
      await expect.poll(async () => (await fetch(`${root}profile?seconds=1`)).status, { timeout: 10_000 }).toBe(200);
      expect(app.lines).not.toContain('done');
      await writeFile(done, '');
      await app.line(/^done$/);
    } finally {
      await rm(folder, { recursive: true });
    }
  },
);

test('heap and allocs over some seconds are what changed in them', { timeout: 60_000 }, async () => {
  await using app = new App();
  const root = await app.root();
  const defaults = await Promise.all(
    ['heap', 'allocs'].map(async (name) => {
      const answer = await fetch(`${root}${name}?seconds=1`);
      expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${name}-delta"`);
      const delta = decodeProfile(await answer.bytes());
      expect(Number(delta.durationNanos)).toBeGreaterThanOrEqual(990_000_000);
      // The rows of the start are in both readings, and so in neither.
      expect(delta.functions.map((each) => each.name)).not.toContain('keepRows');
      return delta.defaultSampleType;
    }),
  );
  expect(defaults).toEqual(['inuse_space', 'alloc_space']);
});
