import { mkdir, mkdtemp, readFile, readdir, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Lab } from '#lab/catalog.ts';
import { Workspace } from '#lab/workspace.ts';

let folder: string;
let lab: Lab;
let workspace: Workspace;

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'vazou-workspace-')));
  const dir = join(folder, 'labs', 'toy');
  await mkdir(join(dir, 'go'), { recursive: true });
  for (const name of ['server.ts', 'solution.ts', 'wrong-fix.ts', 'orders.ts', 'README.md']) {
    await writeFile(join(dir, name), `// ${name}\n`);
  }
  lab = { slug: 'toy', dir } as Lab;
  workspace = new Workspace(join(folder, 'workspace'));
});

afterEach(() => rm(folder, { recursive: true }));

const own = (name: string): string => join(folder, 'workspace', 'toy', name);

test('the learner gets copies on first use, and they are never overwritten', async () => {
  expect(await workspace.entry(lab, 'mine')).toBe(own('server.ts'));
  expect(await readFile(own('orders.ts'), 'utf8')).toBe('// orders.ts\n');
  await writeFile(own('server.ts'), 'mine');
  await writeFile(join(lab.dir, 'server.ts'), 'a newer original');
  await workspace.entry(lab, 'mine');
  expect(await readFile(own('server.ts'), 'utf8')).toBe('mine');
});

test('the other variants run from the lab itself', async () => {
  expect(await workspace.entry(lab, 'original')).toBe(join(lab.dir, 'server.ts'));
  expect(await workspace.entry(lab, 'solution')).toBe(join(lab.dir, 'solution.ts'));
  expect(await workspace.entry(lab, 'wrong-fix')).toBe(join(lab.dir, 'wrong-fix.ts'));
  await expect(readdir(join(folder, 'workspace'))).rejects.toThrow('ENOENT');
});

test('lists what a learner works on, the entry first, and neither solution nor control', async () => {
  expect(await workspace.list(lab)).toEqual([
    { name: 'server.ts', variants: ['mine', 'original', 'solution'] },
    { name: 'orders.ts', variants: ['mine', 'original'] },
  ]);
});

test('reads each variant of the entry', async () => {
  expect((await workspace.read(lab, 'solution', 'server.ts')).content).toBe('// solution.ts\n');
  expect((await workspace.read(lab, 'original', 'server.ts')).content).toBe('// server.ts\n');
  expect(await workspace.read(lab, 'mine', 'server.ts')).toMatchObject({ content: '// server.ts\n', variant: 'mine' });
});

test.each([
  'solution.ts',
  'wrong-fix.ts',
  'README.md',
  'go',
  '../toy/server.ts',
  '/etc/passwd',
  '..',
  '',
  'server.ts/',
])('no such file: %s', async (name) => {
  await expect(workspace.read(lab, 'mine', name)).rejects.toMatchObject({ code: 'unknown-file' });
  await expect(workspace.save(lab, name, '', '')).rejects.toMatchObject({ code: 'unknown-file' });
  await expect(workspace.reset(lab, name)).rejects.toMatchObject({ code: 'unknown-file' });
});

test('saves over the version that was read, and over no other', async () => {
  const { version } = await workspace.read(lab, 'mine', 'server.ts');
  const saved = await workspace.save(lab, 'server.ts', 'olá', version);
  expect(saved).toEqual(await workspace.read(lab, 'mine', 'server.ts'));
  await expect(workspace.save(lab, 'server.ts', 'late', version)).rejects.toMatchObject({ code: 'file-changed' });
  expect(await readFile(own('server.ts'), 'utf8')).toBe('olá');
});

test('of two saves at once from the same version one is refused, and nothing is left over', async () => {
  const { version } = await workspace.read(lab, 'mine', 'server.ts');
  const saves = ['a', 'b'].map((content) => workspace.save(lab, 'server.ts', content, version));
  const results = await Promise.allSettled(saves);
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect((await readdir(join(folder, 'workspace', 'toy'))).sort()).toEqual(['orders.ts', 'server.ts']);
});

test('refuses what is no source file', async () => {
  const { version } = await workspace.read(lab, 'mine', 'server.ts');
  const huge = workspace.save(lab, 'server.ts', 'á'.repeat(300_000), version);
  await expect(huge).rejects.toMatchObject({ code: 'too-large' });
});

test('a reset keeps what was there under a dated name, each time another', async () => {
  const kept: (string | null)[] = [];
  for (const content of ['first', 'second']) {
    const { version } = await workspace.read(lab, 'mine', 'server.ts');
    await workspace.save(lab, 'server.ts', content, version);
    const { file, keptAs } = await workspace.reset(lab, 'server.ts');
    expect(file.content).toBe('// server.ts\n');
    kept.push(keptAs);
  }
  expect(new Set(kept).size).toBe(2);
  const contents = await Promise.all(kept.map((name) => readFile(own(name ?? ''), 'utf8')));
  expect(contents).toEqual(['first', 'second']);
  expect(kept[0]).toMatch(/^server\.\d{4}-\d\d-\d\d-\d{6}\.ts$/);
});

test('a reset of an untouched file keeps nothing', async () => {
  expect((await workspace.reset(lab, 'server.ts')).keptAs).toBeNull();
  expect((await readdir(join(folder, 'workspace', 'toy'))).sort()).toEqual(['orders.ts', 'server.ts']);
});

// Windows lets only administrators make links to files.
test.skipIf(process.platform === 'win32')('a link in the workspace is not followed out of it', async () => {
  const secret = join(folder, 'segredo.ts');
  await writeFile(secret, 'segredo');
  await workspace.entry(lab, 'mine');
  await rm(own('server.ts'));
  await symlink(secret, own('server.ts'));
  await expect(workspace.read(lab, 'mine', 'server.ts')).rejects.toMatchObject({ code: 'unknown-file' });
  await rm(secret);
  await expect(workspace.read(lab, 'mine', 'server.ts')).rejects.toMatchObject({ code: 'unknown-file' });
});

test('a linked folder in the workspace is not filled with copies', async () => {
  const elsewhere = join(folder, 'elsewhere');
  await mkdir(elsewhere);
  await mkdir(join(folder, 'workspace'));
  await symlink(elsewhere, join(folder, 'workspace', 'toy'), 'junction');
  await expect(workspace.read(lab, 'mine', 'server.ts')).rejects.toMatchObject({ code: 'unknown-file' });
  expect(await readdir(elsewhere)).toEqual([]);
});
