import { expect, test, vi } from 'vitest';
import { ExplainedError } from '#workbench/explained-error.ts';
import { EngineFailure, type ProfileEngine } from '#workbench/views/engine/profile-engine.ts';
import type { Summary, ViewAnswer } from '#workbench/views/engine/protocol.ts';
import type { OpenedFile } from '#workbench/views/opened-file.ts';
import { INITIAL_STATE, type ViewState } from '#workbench/views/state.ts';
import { createViews, type Views } from '#workbench/views/store.ts';

const fileOf = (key: string): OpenedFile => ({ key, name: `${key}.pb.gz`, file: new Blob([]) });

/** Tells a profile by its key: what it measures, and what was asked about it. */
const engine: ProfileEngine = {
  prepare: () => {},
  open: async (key) => ({ key, sampleTypes: [{ type: key.replace(/\d/, ''), unit: 'count' }] }) as unknown as Summary,
  ask: async ({ profile, view }) => ({ kind: view.kind, profile }) as unknown as ViewAnswer,
  forget: () => {},
  cancel: () => {},
};

function viewsOf(view: 'top' | 'waits' = 'top', given = engine): Views & Disposable {
  const lifetime = new AbortController();
  const views = createViews({ engine: given, initial: { ...INITIAL_STATE, view }, lifetime: lifetime.signal });
  return { ...views, [Symbol.dispose]: () => lifetime.abort() };
}

const shows = (views: Views, key: string, view = 'top') =>
  vi.waitFor(() => {
    expect(views.summary.value).toMatchObject({ key });
    expect(views.answer.value).toMatchObject({ profile: key, kind: view });
  });

test('a profile that was on show before is whole when it is back', async () => {
  using views = viewsOf();
  for (const key of ['heap1', 'heap2', 'heap1']) {
    views.open(fileOf(key));
    await shows(views, key);
  }
  views.open(null);
  views.open(fileOf('heap2'));
  await shows(views, 'heap2');
  expect(views.trouble.value).toBeNull();
});

test('a source file that cannot be had says why, and costs the others nothing', async () => {
  const told = vi.fn<ProfileEngine['ask']>(async () => ({ kind: 'source', missing: ['here.ts', 'gone.ts'] }) as never);
  const lifetime = new AbortController();
  const initial: ViewState = { ...INITIAL_STATE, view: 'source' };
  const views = createViews({ engine: { ...engine, ask: told }, initial, lifetime: lifetime.signal });
  const readSource = async (file: string) => {
    if (file === 'gone.ts') throw new ExplainedError('Ninguém respondeu.');
    return { text: 'the text' };
  };
  views.open({ ...fileOf('heap1'), readSource });
  await vi.waitFor(() => expect(told).toHaveBeenCalledTimes(2));
  expect(told.mock.lastCall?.[0].view).toMatchObject({
    texts: { 'here.ts': { text: 'the text' }, 'gone.ts': { why: 'Ninguém respondeu.' } },
  });
  lifetime.abort();
});

test('the waits of one profile give way to what another one has', async () => {
  using views = viewsOf('waits');
  views.open(fileOf('goroutine'));
  await shows(views, 'goroutine', 'waits');
  views.open(fileOf('heap1'));
  await shows(views, 'heap1', 'top');
  expect(views.state.value.view).toBe('top');
});

test('the worker keeps no base that nothing is compared with, and the page no answer of a profile that was closed', async () => {
  const forget = vi.fn<ProfileEngine['forget']>();
  const ask = vi.fn<ProfileEngine['ask']>(engine.ask);
  using views = viewsOf('top', { ...engine, forget, ask });
  views.open(fileOf('heap2'), fileOf('heap1'));
  await shows(views, 'heap2');
  views.endComparison();
  expect(forget.mock.calls).toEqual([['heap1']]);
  expect(views.base.value).toBeNull();
  await vi.waitFor(() => expect(ask).toHaveBeenCalledTimes(2));
  views.open(null);
  views.open(fileOf('heap2'));
  await vi.waitFor(() => expect(ask).toHaveBeenCalledTimes(3));
});

test('a profile without samples has no other question to be asked', async () => {
  const failure = new EngineFailure({ code: 'no-samples', detail: '' });
  using views = viewsOf('top', { ...engine, ask: () => Promise.reject(failure) });
  views.open(fileOf('heap1'));
  await vi.waitFor(() => expect(views.trouble.value).toMatchObject({ ofFile: true, message: failure.message }));
});
