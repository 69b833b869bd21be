import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findLab, type Lab } from '#lab/catalog.ts';
import { WorkspaceError } from '#lab/workspace-error.ts';
import { Workspace } from '#lab/workspace.ts';
import { ApiProblem, type Api } from '#workbench/api.ts';
import { createDocuments, type Documents } from '#workbench/editor/documents.ts';
import { createDrafts } from '#workbench/editor/drafts.ts';

const FILE = 'server.ts';
let folder: string;
let lab: Lab;
let workspace: Workspace;
let storage: Map<string, string>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vazou-documents-'));
  const found = await findLab('memory-leak');
  if (!found) throw new Error('no lab');
  lab = found;
  workspace = new Workspace(folder);
  storage = new Map();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The real workspace behind the calls that documents make, without HTTP between. */
function filesApi(more: Partial<Api> = {}): Api {
  const refused = (error: unknown): never => {
    if (!(error instanceof WorkspaceError)) throw error;
    throw new ApiProblem({ kind: 'refused', code: error.code }, error.message);
  };
  const files: Pick<Api, 'files' | 'file' | 'save' | 'reset'> = {
    files: () => workspace.list(lab),
    file: (name, variant) => workspace.read(lab, variant, name).catch(refused),
    save: (name, { content, baseVersion }) => workspace.save(lab, name, content, baseVersion).catch(refused),
    reset: (name) => workspace.reset(lab, name).catch(refused),
    ...more,
  };
  return new Proxy(files as Api, {
    get: (target, key) => Reflect.get(target, key) ?? (() => Promise.reject(new Error(`${String(key)} is not a file`))),
  });
}

/** A page that has just been opened: a new one over the same storage is a reload. */
async function page(api: Api = filesApi()): Promise<Documents> {
  const documents = createDocuments(
    api,
    createDrafts(
      {
        getItem: (key) => storage.get(key) ?? null,
        setItem: (key, value) => void storage.set(key, value),
        removeItem: (key) => void storage.delete(key),
      },
      'memory-leak',
    ),
  );
  await documents.load();
  return documents;
}
const textOf = (documents: Documents): string | undefined => documents.open.value.get(FILE)?.text;
const onDisk = async (): Promise<string> => (await workspace.read(lab, 'mine', FILE)).content;

test('opens the learner’s copy, saved and without a draft', async () => {
  const documents = await page();
  expect(documents.loading.value.kind).toBe('ready');
  expect(textOf(documents)).toBe(await onDisk());
  expect(documents.unsaved.value).toBe(false);
  expect(storage.size).toBe(0);
});

test('an edit survives a reload, and saving it ends the draft', async () => {
  const first = await page();
  first.edit(FILE, '// minha correção\n');
  const second = await page();
  expect(textOf(second)).toBe('// minha correção\n');
  expect(second.unsaved.value).toBe(true);
  expect(await second.saveAll()).toBe(true);
  expect(await onDisk()).toBe('// minha correção\n');
  expect(second.unsaved.value).toBe(false);
  expect(storage.size).toBe(0);
});

test('saves in a row each stand on the one before', async () => {
  const documents = await page();
  documents.edit(FILE, 'one');
  const first = documents.saveAll();
  documents.edit(FILE, 'two');
  expect(await Promise.all([first, documents.saveAll()])).toEqual([true, true]);
  expect(await onDisk()).toBe('two');
  expect(documents.inConflict.value).toBe(false);
});

test('a file changed elsewhere is not saved over: the learner chooses', async () => {
  const [mine, other] = [await page(), await page()];
  mine.edit(FILE, 'mine');
  other.edit(FILE, 'theirs');
  await other.saveAll();

  expect(await mine.saveAll()).toBe(false);
  expect(mine.inConflict.value).toBe(true);
  expect(textOf(mine)).toBe('mine');
  expect(await onDisk()).toBe('theirs');

  mine.resolve(FILE, 'mine');
  expect(await mine.saveAll()).toBe(true);
  expect(await onDisk()).toBe('mine');
});

test('the choice of the disk’s version shows it and leaves nothing unsaved', async () => {
  const [mine, other] = [await page(), await page()];
  mine.edit(FILE, 'mine');
  other.edit(FILE, 'theirs');
  await other.saveAll();
  await mine.saveAll();
  mine.resolve(FILE, 'disk');
  expect(textOf(mine)).toBe('theirs');
  expect(mine.unsaved.value).toBe(false);
});

test('a change on disk is taken up by the next load where nothing is unsaved', async () => {
  const [mine, other] = [await page(), await page()];
  other.edit(FILE, 'theirs');
  await other.saveAll();
  await mine.load();
  expect(textOf(mine)).toBe('theirs');
});

test('what another tab left unsaved is taken up where the learner comes to, not thrown away', async () => {
  const [mine, closed] = [await page(), await page()];
  closed.edit(FILE, 'typed and closed at once');
  await mine.load();
  expect(mine.unsaved.value).toBe(false);
  await mine.load({ takeUp: true });
  expect(textOf(mine)).toBe('typed and closed at once');
  expect(await mine.saveAll()).toBe(true);
  expect(await onDisk()).toBe('typed and closed at once');
  expect(storage.size).toBe(0);
});

test('a save here leaves alone what another tab has not saved', async () => {
  const [mine, other] = [await page(), await page()];
  mine.edit(FILE, 'mine');
  other.edit(FILE, 'theirs');
  await mine.saveAll();
  await mine.load();
  expect([textOf(mine), mine.inConflict.value]).toEqual(['mine', false]);
  await mine.load({ takeUp: true });
  expect([textOf(mine), mine.inConflict.value]).toEqual(['theirs', true]);
});

test('what another tab is typing stays its own while the files are read again', async () => {
  const [typing, other] = [await page(), await page()];
  typing.edit(FILE, 'saved');
  await typing.saveAll();
  typing.edit(FILE, 'saved, and half a li');
  await other.load();
  expect([textOf(other), other.unsaved.value]).toEqual(['saved', false]);
  typing.edit(FILE, 'saved, and half a line more');
  expect(await typing.saveAll()).toBe(true);
  expect(typing.inConflict.value).toBe(false);
});

test('a reset brings the original back and names the copy that was kept', async () => {
  const documents = await page();
  const original = textOf(documents);
  documents.edit(FILE, 'broken');
  await documents.saveAll();
  expect(await documents.reset(FILE)).toMatch(/server/);
  expect(textOf(documents)).toBe(original);
  expect(await onDisk()).toBe(original);
});

test('knows the code on disk after every reading, save and reset, as a run of it does', async () => {
  const documents = await page();
  const known = [documents.code.value];
  const fingerprints = [await workspace.fingerprint(lab, 'mine')];
  const look = async (happen: () => Promise<unknown>): Promise<void> => {
    await happen();
    known.push(documents.code.value);
    fingerprints.push(await workspace.fingerprint(lab, 'mine'));
  };
  await look(() => {
    documents.edit(FILE, 'saved');
    return documents.saveAll();
  });
  await look(() => documents.reset(FILE));
  await look(async () => {
    await workspace.save(lab, FILE, 'elsewhere', (await workspace.read(lab, 'mine', FILE)).version);
    return documents.load();
  });
  expect(known).toEqual(fingerprints);
  expect(new Set(known).size).toBe(3);
});

test('a save that was written but never answered is no conflict with what was typed since', async () => {
  let isCut = true;
  const cutOff = filesApi({
    save: async (name, { content, baseVersion }) => {
      const disk = await workspace.save(lab, name, content, baseVersion);
      if (isCut) throw new ApiProblem({ kind: 'unreachable' }, 'no answer');
      return disk;
    },
  });
  const documents = await page(cutOff);
  documents.edit(FILE, 'sent');
  expect(await documents.saveAll()).toBe(false);
  documents.edit(FILE, 'sent, and more');
  isCut = false;
  await documents.load();
  expect(documents.inConflict.value).toBe(false);
  expect(await documents.saveAll()).toBe(true);
  expect(await onDisk()).toBe('sent, and more');
});

test('a failed save says why and keeps the edit', async () => {
  const documents = await page();
  documents.edit(FILE, 'x'.repeat(3_000_000));
  expect(await documents.saveAll()).toBe(false);
  expect(documents.saving.value).toMatchObject({ kind: 'failed', message: expect.stringMatching(/grande/) });
  expect(documents.unsaved.value).toBe(true);
});
