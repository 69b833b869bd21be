import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { stagePackage } from '../../../src/cli/diagnostics-pack/stage.ts';
import { Elsewhere } from '../diagnostics/support/elsewhere.ts';
import { App } from '../diagnostics/support/start-app.ts';

test(
  'the package runs from within node_modules, with its two dependencies and its types',
  { timeout: 60_000 },
  async () => {
    using elsewhere = new Elsewhere();
    const folder = join(elsewhere.path, 'node_modules', 'vazou');
    await stagePackage(folder);
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    // `npm install` fetches these.
    for (const name of Object.keys(manifest.dependencies)) elsewhere.install(name);
    elsewhere.install('express');
    await using app = new App({
      program: elsewhere.service('express.cjs'),
      cwd: elsewhere.path,
      execArgv: ['--import', 'vazou/diagnostics'],
      env: { VAZOU_FD: '1', VAZOU_EXTERNAL_INTERVAL: '4096', VAZOU_BLOCK_THRESHOLD: '50', VAZOU_PROMISE_INTERVAL: '1' },
    });
    const root = await app.root();
    const names = ['', 'heap', 'memstats', 'goroutine', 'external', 'fd', 'block', 'threadcreate', 'profile?seconds=1'];
    const answers = await Promise.all(names.map(async (name) => [name, (await fetch(root + name)).status]));
    expect(answers).toEqual(names.map((name) => [name, 200]));
    expect(readFileSync(join(folder, 'diagnostics/runtime/index.d.ts'), 'utf8')).toContain('readMemStats');
  },
);

test('copied as TypeScript into node_modules, where Node runs none, it says what to do and lets the app run', () => {
  using elsewhere = new Elsewhere();
  const folder = join(elsewhere.path, 'node_modules', 'vazou');
  mkdirSync(folder, { recursive: true });
  const entry = join(folder, 'entry.cjs');
  copyFileSync(new URL('../../../src/diagnostics/entry.cjs', import.meta.url), entry);
  const args = ['--import', pathToFileURL(entry).href, '-e', 'console.log("running")'];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect(stderr).toContain('npm run diagnostics:pack');
  expect(stdout).toBe('running\n');
  expect(status).toBe(0);
});
