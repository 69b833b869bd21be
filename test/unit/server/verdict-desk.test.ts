import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findLab, type Lab } from '#lab/catalog.ts';
import { LabRun } from '#lab/lab-run.ts';
import { ProgressFile } from '#lab/progress-file.ts';
import { Workspace } from '#lab/workspace.ts';
import type { Verdict } from '#server/contract.ts';
import { VerdictDesk } from '#server/verdict-desk.ts';

const VERDICT = { kind: 'judged', variant: 'mine', passed: true, at: 1, tookMs: 1, parts: [] } as unknown as Verdict;
vi.mock(import('#lab/judge.ts'), async (original) => ({ ...(await original()), judge: async () => VERDICT }));

let folder: string;
let lab: Lab;
let workspace: Workspace;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vazou-desk-'));
  lab = (await findLab('memory-leak'))!;
  workspace = new Workspace(folder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** What a follower hears of one order. */
async function ordered(progress: ProgressFile): Promise<unknown> {
  await using run = new LabRun(lab, { workspace });
  await using desk = new VerdictDesk(workspace, progress);
  const ended = new Promise((resolve) => {
    desk.follow(lab, (event) => event.type !== 'verdict-progress' && resolve(event));
  });
  desk.order({ lab, run }, { variant: 'mine' });
  return ended;
}

test('a verdict comes with the fingerprint of the code that it is on', async () => {
  await using progress = new ProgressFile(folder);
  const code = await workspace.fingerprint(lab, 'mine');
  expect(await ordered(progress)).toEqual({ type: 'verdict', verdict: { ...VERDICT, code } });
  expect((await progress.read()).progress.lessons['memory-leak']?.steps).toHaveProperty('prove');
});

test('a progress that cannot be written changes nothing about the verdict', async () => {
  const said = vi.spyOn(console, 'error').mockReturnValue();
  await using progress = new ProgressFile(folder);
  // A folder in the place of its file: it can be neither read nor replaced.
  await mkdir(progress.path);
  expect(await ordered(progress)).toMatchObject({ type: 'verdict', verdict: VERDICT });
  expect(said).toHaveBeenCalled();
  said.mockRestore();
});
