import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { decodeProfile } from '#pprof/codec.ts';
import { combineProfiles } from '#pprof/combine.ts';
import { topData } from '#pprof/report/top.ts';
import { App } from './support/start-app.ts';

// Dying takes a second or two; several on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const SMALL = ['--max-old-space-size=48', '--max-semi-space-size=4'];

class Folder implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), 'vazou-death-'));

  get files(): string[] {
    return readdirSync(this.path).sort();
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true });
  }
}

const firstOf = (path: string, sampleIndex: string): string | undefined =>
  topData(combineProfiles({ profiles: [decodeProfile(readFileSync(path))] }), { sampleIndex }).rows[0]?.name;

test('a process that runs out of memory within one turn leaves a whole profile, and says where', async () => {
  using folder = new Folder();
  await using app = new App({
    does: 'runs out of memory',
    execArgv: SMALL,
    env: { VAZOU_DEATH_DIR: join(folder.path, 'made', 'for it'), VAZOU_HEAP_INTERVAL: '32768' },
  });
  const [, said = ''] = await app.line(/Último perfil antes da queda: (.+)$/);
  expect(await app.ended).not.toBe(0);
  await app.line(/heap out of memory/);
  expect(said).toBe(join(folder.path, 'made', 'for it', `heap-${app.pid}.pb.gz`));

  // What leaks and what is only garbage are told apart, as in any other profile.
  expect(firstOf(said, 'inuse_space')).toBe('keepRows');
  expect(firstOf(said, 'alloc_space')).toBe('makeGarbage');
  const { sampleTypes } = decodeProfile(readFileSync(said));
  expect(sampleTypes.map(({ type }) => type)).toEqual(['alloc_objects', 'alloc_space', 'inuse_objects', 'inuse_space']);
  expect(readdirSync(join(said, '..'))).toEqual([`heap-${app.pid}.pb.gz`]);
});

test('and the heap snapshot, if it was asked for', async () => {
  using folder = new Folder();
  await using app = new App({
    does: 'runs out of memory',
    execArgv: SMALL,
    env: { VAZOU_DEATH_DIR: folder.path, VAZOU_DEATH_SNAPSHOT: '1' },
  });
  await app.ended;
  expect(folder.files).toEqual([`heap-${app.pid}.heapsnapshot`, `heap-${app.pid}.pb.gz`]);
  const snapshot: unknown = JSON.parse(readFileSync(join(folder.path, `heap-${app.pid}.heapsnapshot`), 'utf8'));
  expect(snapshot).toHaveProperty('snapshot.node_count');
});

test('nothing is left behind by a process that is well', async () => {
  using folder = new Folder();
  await using app = new App({ does: 'ends', env: { VAZOU_DEATH_DIR: folder.path } });
  expect(await app.ended).toBe(0);
  expect(folder.files).toEqual([]);
});

test('where no profile can be kept, that is said and the app runs on', async () => {
  await using app = new App({ does: 'ends', env: { VAZOU_DEATH_DIR: '/dev/null/x' } });
  expect(await app.ended).toBe(0);
  await app.line(/não consegui deixar um último perfil em \/dev\/null\/x/);
});

test('a death by one allocation too many still has an earlier profile', () => {
  using folder = new Folder();
  const { stderr } = spawnSync(
    process.execPath,
    [...SMALL, '--import', 'vazou/diagnostics', '--input-type=module', '-e', ONE_TOO_MANY],
    {
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        VAZOU_DEBUG_PORT: '0',
        VAZOU_DEATH_DIR: folder.path,
        VAZOU_HEAP_INTERVAL: '32768',
      },
    },
  );
  expect(stderr).toContain('heap out of memory');
  expect(stderr).not.toContain('Último perfil');
  expect(stderr).toContain('80 % do teto');
  const [file = ''] = folder.files;
  expect(firstOf(join(folder.path, file), 'inuse_space')).toBe('slowLeak');
});

/**
 * A leak that rests at about 90 % of the ceiling, and then one native call that is never done: no interrupt gets in.
 * `repeat` makes a tree of strings and takes no room; `JSON.parse` itself flattens it.
 */
const ONE_TOO_MANY = `
  import { setTimeout as delay } from 'node:timers/promises';
  const kept = [];
  function slowLeak() {
    for (let i = 0; i < 740_000; i++) kept.push({ i, kept });
  }
  slowLeak();
  await delay(3_000);
  JSON.parse('[' + '{"a":1},'.repeat(3_000_000) + '{}]');
`;
