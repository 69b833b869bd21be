/** A new lab takes a folder and a scenario, and nothing else: planted into a copy of the package, it is found and proven. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../..');

let copy: string;

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'vazou-new-'));
  for (const name of ['package.json', 'src', 'test/labs/template', 'test/labs/edits.ts']) {
    await cp(join(root, name), join(copy, name), { recursive: true });
  }
  await Promise.all(['labs', 'scenarios'].map((name) => mkdir(join(copy, name))));
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
});

afterAll(() => rm(copy, { recursive: true, force: true }));

const node = (...args: string[]) => run(process.execPath, args, { cwd: copy });

test('scaffolded, found by everything, and proven', async () => {
  const { stdout } = await node('src/cli/labs-new.ts', 'cupons');
  expect(stdout).toContain(join('labs', 'cupons', 'server.ts'));
  expect((await node('src/cli/lab.ts')).stdout).toContain('cupons');

  const checked = await node('src/cli/labs-check.ts', 'cupons', '--json').catch(({ stdout }) => ({ stdout }));
  const results = JSON.parse(String(checked.stdout)) as { what: string; ok: boolean; detail: string }[];
  expect(results.filter(({ ok }) => !ok)).toEqual([]);
  expect(results.map(({ what }) => what)).toEqual(
    expect.arrayContaining([
      'o original falha',
      'a solução passa',
      'válida: sem as parcelas',
      'errada: sem guardar nada',
    ]),
  );
});

test('never over another one, and never under a name that is none', async () => {
  await expect(node('src/cli/labs-new.ts', 'cupons')).rejects.toMatchObject({ code: 1 });
  for (const name of ['', '../x', 'Nome', '-x']) {
    await expect(node('src/cli/labs-new.ts', name)).rejects.toMatchObject({ code: 2 });
  }
});

test('a solution that does not solve is found out', async () => {
  await cp(join(copy, 'labs/cupons/server.ts'), join(copy, 'labs/cupons/solution.ts'));
  const { stdout } = await node('src/cli/labs-check.ts', 'cupons', '--brief', '--json').catch(({ stdout }) => ({
    stdout,
  }));
  const results = JSON.parse(String(stdout)) as { what: string; ok: boolean }[];
  expect(results.filter(({ ok }) => !ok).map(({ what }) => what)).toEqual(['a solução passa']);
});
