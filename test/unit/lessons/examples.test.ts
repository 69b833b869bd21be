/** The examples that lessons show whole are run as they stand. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { decodeProfile } from '#pprof/codec.ts';
import { topData } from '#pprof/report/top.ts';

const run = promisify(execFile);

test('a stretch of a job profiles itself, and nothing else', { timeout: 60_000 }, async () => {
  const cwd = await mkdtemp(join(tmpdir(), 'vazou-example-'));
  try {
    const { stdout } = await run(process.execPath, [resolve('src/content/examples/conciliacao.ts')], {
      cwd,
      env: { PATH: process.env['PATH'] },
    });
    expect(stdout).toMatch(/^importados \d+ boletos/);
    const profile = decodeProfile(await readFile(join(cwd, 'cpu.pb.gz')));
    const { rows } = topData(profile, { sampleIndex: 'cpu', ignore: '^(dispatch|post)$' });
    // The collector's share of an allocating job is chance: what counts is the first function.
    expect(rows.find(({ name }) => !name.startsWith('('))?.name).toBe('importBoletos');
  } finally {
    await rm(cwd, { recursive: true });
  }
});
