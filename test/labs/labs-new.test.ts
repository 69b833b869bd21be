/** A new lab takes a folder and a scenario, and nothing else: planted into a copy of the package, it is found and proven. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../..');

/** Its other fixes too. */
const LONG = process.env['VAZOU_LONG'] === '1';

let copy: string;
let said: string;

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'vazou-new-'));
  for (const name of ['package.json', 'src', 'test/labs/template', 'test/labs/edits.ts']) {
    await cp(join(root, name), join(copy, name), { recursive: true });
  }
  await Promise.all(['labs', 'scenarios'].map((name) => mkdir(join(copy, name))));
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
  said = (await node('src/cli/labs-new.ts', 'cupons')).stdout;
  await node('src/cli/labs-new.ts', 'vales');
  await cp(join(copy, 'labs/vales/server.ts'), join(copy, 'labs/vales/solution.ts'));
});

afterAll(() => rm(copy, { recursive: true, force: true }));

const node = (...args: string[]) => run(process.execPath, args, { cwd: copy });

// Verdicts wait more than they compute: both labs are proven at once.
test.concurrent('scaffolded, found by everything, and proven', async ({ expect }) => {
  expect(said).toContain(join('labs', 'cupons', 'server.ts'));
  expect((await node('src/cli/lab.ts')).stdout).toContain('cupons');

  const args = LONG ? ['cupons', '--json'] : ['cupons', '--json', '--brief'];
  const checked = await node('src/cli/labs-check.ts', ...args).catch(({ stdout }) => ({ stdout }));
  const results = JSON.parse(String(checked.stdout)) as { what: string; ok: boolean; detail: string }[];
  // Nobody is alone on the machine here, so that a slow verdict is not the lab's fault.
  const wrong = results.filter(({ ok, detail }) => !ok && !detail.startsWith('o veredito levou'));
  expect(wrong.map(({ what, detail }) => `${what}: ${detail}`)).toEqual([]);
  const others = ['o original falha', 'válida: sem as parcelas', 'errada: sem guardar nada'];
  expect(results.map(({ what }) => what)).toEqual(
    expect.arrayContaining(['a solução passa', 'a correção errada (wrong-fix.ts) falha', ...(LONG ? others : [])]),
  );
});

test.concurrent('a solution that does not solve is found out', async ({ expect }) => {
  const args = ['vales', '--brief', '--json', '--jobs', '2'];
  const { stdout } = await node('src/cli/labs-check.ts', ...args).catch(({ stdout }) => ({ stdout }));
  const results = JSON.parse(String(stdout)) as { what: string; ok: boolean }[];
  expect(results.filter(({ ok }) => !ok).map(({ what }) => what)).toEqual(['a solução passa']);
});

test('never over another one, and never under a name that is none', async () => {
  await expect(node('src/cli/labs-new.ts', 'cupons')).rejects.toMatchObject({ code: 1 });
  for (const name of ['', '../x', 'Nome', '-x']) {
    await expect(node('src/cli/labs-new.ts', name)).rejects.toMatchObject({ code: 2 });
  }
});
