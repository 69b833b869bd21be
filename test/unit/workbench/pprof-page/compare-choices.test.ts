import { expect, test } from 'vitest';
import type { Capture } from '#server/contract.ts';
import { compareChoices } from '#workbench/pprof-page/compare-choices.ts';
import { createRecentFiles } from '#workbench/pprof-page/recent-files.ts';
import type { Workshop } from '#workbench/pprof-page/workshop.ts';

const capture = (id: string, name?: string): Capture => ({
  id,
  name,
  profile: 'heap',
  takenAt: 1_000,
  variant: 'mine',
  size: 1,
  code: 'a',
});

test('a capture is offered under the name that it was given; the one on show is not offered', async () => {
  const workshop = {
    captures: async () => [capture('heap-1', 'antes da carga'), capture('heap-2'), capture('heap-3')],
    offered: () => Promise.reject(new Error('no session')),
  };
  const recents = createRecentFiles();
  recents.add('heap.pb.gz', new Blob());
  const places = { workshop: workshop as Partial<Workshop> as Workshop, recents, examples: [] };
  const labels = (await compareChoices('lab:memory-leak/heap-3', places)).map(({ label }) => label);
  expect(labels).toEqual([
    expect.stringMatching(/^antes da carga · /),
    expect.stringMatching(/^heap-2 · /),
    'heap.pb.gz',
  ]);
});

test('what pprof -http was started with can be found again', async () => {
  const workshop = { offered: async () => ({ names: { profile: 'now.pb.gz', base: 'before.pb.gz' } }) };
  const places = {
    workshop: workshop as Partial<Workshop> as Workshop,
    recents: createRecentFiles(),
    examples: [],
  };
  expect(await compareChoices('cli:profile', places)).toEqual([
    { ref: 'cli:base', label: 'before.pb.gz · da linha de comando, para comparar' },
  ]);
});
