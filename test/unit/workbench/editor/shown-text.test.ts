import { signal } from '@preact/signals';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createApi, type Api } from '#workbench/api.ts';
import { openDocument, type Document } from '#workbench/editor/document.ts';
import { createDocuments, type Documents } from '#workbench/editor/documents.ts';
import { createDrafts } from '#workbench/editor/drafts.ts';
import { createShownText, type ShownText } from '#workbench/editor/shown-text.ts';

let owner: AbortController;
let asked: string[];
let broken: boolean;
beforeEach(() => {
  owner = new AbortController();
  asked = [];
  broken = false;
});
afterEach(() => owner.abort());

function show(): ShownText {
  const api: Api = {
    ...createApi('memory-leak', owner.signal),
    file: async (name, variant) => {
      asked.push(`${variant}/${name}`);
      if (broken) throw new Error('broken');
      return { name, variant, content: `// ${variant}`, version: variant, code: variant };
    },
  };
  const nothing = { getItem: () => null, setItem: () => undefined, removeItem: () => undefined };
  const mine = openDocument({ name: 'server.ts', variant: 'mine', content: '// mine', version: '1', code: '1' }, null);
  const documents: Documents = {
    ...createDocuments(api, createDrafts(nothing, 'memory-leak')),
    open: signal<ReadonlyMap<string, Document>>(new Map([['server.ts', mine]])),
  };
  return createShownText(api, documents, owner.signal);
}
const textOf = ({ shown }: ShownText) => (shown.value.kind === 'text' ? shown.value.text : null);

test('begins with the learner’s own text, which can be edited', () => {
  const view = show();
  expect(textOf(view)).toEqual({ path: 'mine/server.ts', text: '// mine', readOnly: false });
  expect(asked).toEqual([]);
});

test('the original is read when it is first looked at, once, and only to look at', async () => {
  const view = show();
  view.variant.value = 'original';
  await vi.waitFor(() => expect(textOf(view)).toMatchObject({ text: '// original', readOnly: true }));
  view.variant.value = 'mine';
  view.variant.value = 'original';
  expect(asked).toEqual(['original/server.ts']);
});

test('the solution is not even fetched before the learner says yes', async () => {
  const view = show();
  view.variant.value = 'solution';
  expect(view.shown.value).toEqual({ kind: 'guarded' });
  expect(asked).toEqual([]);
  view.allowSolution();
  await vi.waitFor(() => expect(textOf(view)).toMatchObject({ text: '// solution', readOnly: true }));
});

test('a text that could not be read can be asked for again', async () => {
  const view = show();
  broken = true;
  view.variant.value = 'original';
  await vi.waitFor(() => expect(view.shown.value.kind).toBe('failed'));
  broken = false;
  view.retry();
  await vi.waitFor(() => expect(textOf(view)?.text).toBe('// original'));
});
