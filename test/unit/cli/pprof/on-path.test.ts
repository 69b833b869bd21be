import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const COMMANDS = join(ROOT, 'src/cli/bin');
const HEAP = join(ROOT, 'test/parity/profiles/json.mem.pb.gz');
/** What the shell needs for itself; neither npm nor the pinned Node is there. */
const SYSTEM = '/usr/bin:/bin';

let elsewhere: string;

beforeEach(() => {
  elsewhere = mkdtempSync(join(tmpdir(), 'vazou-path-'));
});

afterEach(() => {
  rmSync(elsewhere, { recursive: true, force: true });
});

test.skipIf(process.platform === 'win32')('pprof and lab are commands of whoever has the folder on the PATH', () => {
  const env = { PATH: COMMANDS + delimiter + SYSTEM, HOME: elsewhere, LANG: 'pt_BR.UTF-8' };
  const run = (command: string) => execFileSync('/bin/sh', ['-c', command], { cwd: elsewhere, env, encoding: 'utf8' });
  expect(run(`pprof -top '${HEAP}'`)).toContain('Showing nodes accounting for');
  expect(run('lab --help')).toContain('lab');
});

/** The machine's own Node, if it is older than the workshop's. */
function olderNode(): string | undefined {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const path = join(folder, 'node');
    try {
      accessSync(path, constants.X_OK);
    } catch {
      continue;
    }
    const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
    if (Number(/^v(\d+)/.exec(stdout)?.[1]) < 26) return path;
  }
  return undefined;
}

const older = olderNode();

test.skipIf(older === undefined)('an older Node hands over to the workshop’s', () => {
  const script = join(ROOT, 'src/cli/pprof.mjs');
  const { status, stdout } = spawnSync(older!, [script, '-top', HEAP], { cwd: elsewhere, encoding: 'utf8' });
  expect(stdout).toContain('Showing nodes accounting for');
  expect(status).toBe(0);
  expect(spawnSync(older!, [script, '-top', 'nada.pb.gz'], { cwd: elsewhere }).status).not.toBe(0);
});
