/** The real pprof on a running process: every profile, every way of asking that a learner will use, and Go's errors. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { goPprof, goPprofError, hasGo } from '../support/go-pprof.ts';
import { App } from '../support/start-app.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const env = {
  VAZOU_HEAP_INTERVAL: '32768',
  VAZOU_PROMISE_INTERVAL: '1',
  VAZOU_EXTERNAL_INTERVAL: '4096',
  VAZOU_BLOCK_THRESHOLD: '50',
  VAZOU_FD: '1',
};

const PROFILES = [
  ['heap', 'inuse_space'],
  ['allocs', 'alloc_space'],
  ['external', 'inuse_space'],
  ['goroutine', 'goroutine'],
  ['block', 'delay'],
  ['mutex', 'delay'],
  ['threadcreate', 'threadcreate'],
  ['fd', 'fd'],
] as const;

describe.skipIf(!hasGo)('go tool pprof, on a running process (skipped without go)', () => {
  let app: App;
  let root: string;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vazou-go-'));
    app = new App({ does: 'keeps subarrays', env });
    root = await app.root();
    await app.line(/^kept$/);
  });
  afterAll(async () => {
    await app[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true });
  });

  const pprof = (...args: readonly string[]) => goPprof(...args);

  test.each(PROFILES)('reads %s, by default as %s', async (name, type) => {
    const [top, traces] = await Promise.all(['-top', '-traces'].map((report) => pprof(report, root + name)));
    expect(top).toContain('File: app\n');
    expect(top).toMatch(new RegExp(`^Type: ${type}$`, 'm'));
    expect(traces).toMatch(new RegExp(`^Type: ${type}$`, 'm'));
  });

  test('shows why mutex is empty, and what the numbers of goroutine and fd stand for', async () => {
    const [mutex, goroutine, fd] = await Promise.all(
      ['mutex', 'goroutine', 'fd'].map((name) => pprof('-top', root + name)),
    );
    expect(mutex).toContain('Vazio de propósito');
    expect(goroutine).toContain('suspensa num await');
    expect(fd).toContain('Quem abriu é conhecido');
  });

  test('shows the profile as it is for each of the four types of Go’s heap', async () => {
    const [inuse, inuseObjects, alloc, allocObjects] = await Promise.all(
      ['inuse_space', 'inuse_objects', 'alloc_space', 'alloc_objects'].map((type) =>
        pprof('-top', `-sample_index=${type}`, `${root}heap?gc=1`),
      ),
    );
    expect(inuse).toMatch(/Type: inuse_space[\s\S]*MB .* keepRows$/m);
    expect(inuseObjects).toMatch(/Type: inuse_objects[\s\S]* \d+ .* keepRows$/m);
    for (const kept of [inuse, inuseObjects]) expect(kept).not.toContain('makeGarbage');
    for (const made of [alloc, allocObjects]) expect(made).toMatch(/ makeGarbage$/m);
  });

  test('lists the source, by the function’s declaration for heap and by the very line for the rest', async () => {
    expect(await pprof('-list=^keepRows$', `${root}heap`)).toMatch(/MB .*export function keepRows/);
    expect(await pprof('-list=^readBody$', `${root}external`)).toMatch(/MB .*Buffer\.concat\(chunks\)/);
  });

  test('records for some seconds, and subtracts what was before', async () => {
    const before = join(folder, 'before.pb.gz');
    await pprof('-proto', `-output=${before}`, `${root}heap`);
    const [cpu, heap, goroutine, external, base] = await Promise.all([
      pprof('-top', '-seconds=1', `${root}profile`),
      pprof('-top', '-seconds=1', `${root}heap`),
      pprof('-top', '-seconds=1', `${root}goroutine`),
      pprof('-top', '-seconds=1', `${root}external`),
      pprof('-top', `-base=${before}`, `${root}heap`),
    ]);
    expect(cpu).toMatch(/^Type: cpu\n.*\nDuration: 1(\.\d+)?s/m);
    expect(heap).toMatch(/^Type: inuse_space\n.*\nDuration: 1(\.\d+)?s/m);
    expect(goroutine).toMatch(/^Type: goroutine$/m);
    expect(external).toMatch(/^Type: inuse_space$/m);
    // The megabytes that were kept before are in neither difference; a sample of a list that was outgrown may be.
    for (const difference of [heap, base]) expect(difference).not.toMatch(/MB .*keepRows$/m);
  });

  test('shows Go’s own words for what goes wrong', async () => {
    const leaving = new AbortController();
    const busy = fetch(`${root}profile?seconds=60`, { signal: leaving.signal }).catch(() => 'left');
    // Until it has begun.
    await expect.poll(async () => (await fetch(`${root}profile?seconds=1`)).status, { timeout: 30_000 }).toBe(500);
    const errors = await Promise.all([
      goPprofError('-top', `${root}nada`),
      goPprofError('-top', `${root}heap?seconds=x`),
      goPprofError('-top', '-seconds=1', `${root}memstats`),
      goPprofError('-top', '-seconds=1', `${root}profile`),
    ]);
    expect(errors[0]).toContain('404 Not Found - Unknown profile');
    expect(errors[1]).toContain('400 Bad Request - invalid value for "seconds" - must be a positive integer');
    expect(errors[2]).toContain('400 Bad Request - "seconds" parameter is not supported for this profile type');
    expect(errors[3]).toContain(
      '500 Internal Server Error - Could not enable CPU profiling: cpu profiling already in use',
    );
    leaving.abort();
    expect(await busy).toBe('left');
  });
});
