import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';

/** Whether the real pprof is there. */
export const hasGo = spawnSync('go', ['version']).status === 0;

/** What the real pprof prints. It runs beside the test, which may have something to serve meanwhile. */
export async function goPprof(...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('go', ['tool', 'pprof', '-symbolize=none', ...args]);
  return stdout;
}
