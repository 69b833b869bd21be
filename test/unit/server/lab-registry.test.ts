import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findLab } from '#lab/catalog.ts';
import { Workspace } from '#lab/workspace.ts';
import { LabRegistry } from '#server/lab-registry.ts';

const LAB = 'memory-leak';

function registryOf(folder: string, maxRunning?: number): LabRegistry {
  return new LabRegistry(new Workspace(folder), maxRunning);
}

test('two who ask at the same time share one run', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'vazou-registry-'));
  await using registry = registryOf(folder.path);
  const [one, two] = await Promise.all([registry.open(LAB), registry.open(LAB)]);
  expect(two).toBe(one);
});

test('a lab that nobody opened is stopped, and stays unopened', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'vazou-registry-'));
  await using registry = registryOf(folder.path);
  const lab = await findLab(LAB);
  expect(lab && registry.stateOf(lab)).toBe('stopped');
  await expect(registry.open('nada')).rejects.toMatchObject({ code: 'unknown-lab' });
});

test('one lab more than the machine should carry is refused', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'vazou-registry-'));
  await using none = registryOf(folder.path, 0);
  await using one = registryOf(folder.path, 1);
  const refused = await none.open(LAB);
  const allowed = await one.open(LAB);
  expect(() => none.makeRoomFor(refused)).toThrow(expect.objectContaining({ code: 'too-many-labs' }));
  expect(() => one.makeRoomFor(allowed)).not.toThrow();
});

test('opens nothing once it is disposed of', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'vazou-registry-'));
  const registry = registryOf(folder.path);
  const { run } = await registry.open(LAB);
  await registry[Symbol.asyncDispose]();
  await expect(registry.open(LAB)).rejects.toMatchObject({ code: 'not-running' });
  await expect(run.start('original')).rejects.toMatchObject({ code: 'not-running' });
});
