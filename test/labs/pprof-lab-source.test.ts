/** `pprof -top memory-leak`: a lab's id as a source, with the lab running and without. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findLab } from '#lab/catalog.ts';
import { LabRun } from '#lab/lab-run.ts';
import { Workspace } from '#lab/workspace.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vazou-pprof-lab-'));
  process.env['VAZOU_STATE'] = join(folder, 'state');
});
afterEach(async () => {
  delete process.env['VAZOU_STATE'];
  await rm(folder, { recursive: true });
});

async function pprof(): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = spawn(process.execPath, ['src/cli/pprof.mjs', '-top', '--lang=pt-BR', 'memory-leak'], {
    env: { ...process.env, PPROF_TMPDIR: folder },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}

test('the profile of a running lab, by its id', async () => {
  const lab = await findLab('memory-leak');
  if (lab === undefined) throw new Error('the lab is gone');
  await using run = new LabRun(lab, { workspace: new Workspace(join(folder, 'workspace')) });
  await run.start('mine');
  const { code, output } = await pprof();
  expect(output).toContain('Type: inuse_space');
  expect(code).toBe(0);
});

test('a lab that is not running is not mistaken for whoever else answers', async () => {
  const { code, output } = await pprof();
  expect(output).toContain('O laboratório memory-leak não está rodando');
  expect(code).toBe(2);
});
