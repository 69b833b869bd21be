import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkshop, type TestWorkshop } from './support/workshop.ts';

let workshop: TestWorkshop;
let folder: string;
beforeAll(async () => {
  workshop = await openWorkshop({ 'fora.pb.gz': 'segredo' });
  folder = join(workshop.workspaceDir, 'memory-leak');
  await mkdir(join(folder, 'perfis', 'pasta.pb.gz'), { recursive: true });
  await writeFile(join(folder, 'antes.pb.gz'), 'antes');
  await writeFile(join(folder, 'perfis', 'um perfil é.pb.gz'), 'dentro');
  await writeFile(join(folder, 'segredo.txt'), 'segredo');
  await symlink(join(workshop.siteDir, 'fora.pb.gz'), join(folder, 'link.pb.gz'));
  await symlink(workshop.siteDir, join(folder, 'saida'));
  await symlink(join(folder, 'segredo.txt'), join(folder, 'disfarce.pb.gz'));
});
afterAll(() => workshop[Symbol.asyncDispose]());

const get = (path: string, lab = 'memory-leak'): Promise<Response> =>
  workshop.api(`/labs/${lab}/profiles?path=${encodeURIComponent(path)}`);

test('a profile of the workspace, by the path that a terminal shows', async () => {
  for (const [path, content] of [
    ['antes.pb.gz', 'antes'],
    ['./perfis/../antes.pb.gz', 'antes'],
    ['perfis/um perfil é.pb.gz', 'dentro'],
    [join(folder, 'antes.pb.gz'), 'antes'],
  ] as const) {
    const answer = await get(path);
    expect(answer.status, path).toBe(200);
    expect(await answer.text()).toBe(content);
  }
  expect(await (await get('../memory-leak/antes.pb.gz', 'goroutine-leak')).text()).toBe('antes');
});

test('nothing else, by whatever way', async () => {
  for (const path of [
    'falta.pb.gz',
    '../../site/fora.pb.gz',
    join(workshop.siteDir, 'fora.pb.gz'),
    'link.pb.gz',
    'saida/fora.pb.gz',
    'disfarce.pb.gz',
    'perfis/pasta.pb.gz',
    '/dev/null.pb.gz',
  ]) {
    const answer = await get(path);
    expect(answer.status, path).toBe(404);
    expect(await answer.text()).toContain('"unknown-profile"');
  }
  for (const path of ['segredo.txt', 'antes.pb.gz\0', '', '/etc/passwd']) {
    expect((await get(path)).status, path).toBe(400);
  }
});
