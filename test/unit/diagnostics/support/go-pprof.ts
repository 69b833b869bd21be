import { execFile, spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';

/** Whether the real pprof is there. */
export const hasGo = spawnSync('go', ['version']).status === 0;

const run = promisify(execFile);

/** What the real pprof prints. It runs beside the test, which may have something to serve meanwhile. */
export async function goPprof(...args: readonly string[]): Promise<string> {
  const { stdout } = await run('go', ['tool', 'pprof', '-symbolize=none', ...args], {
    env: { ...process.env, PPROF_TMPDIR: tmpdir() },
  });
  return stdout;
}

/** What it says on stderr when it fails. */
export async function goPprofError(...args: readonly string[]): Promise<string> {
  const failed: unknown = await goPprof(...args).catch((error: unknown) => error);
  if (failed instanceof Error && 'stderr' in failed) return String(failed.stderr);
  throw new Error('it did not fail');
}
