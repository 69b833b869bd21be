import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Capture } from '#server/contract.ts';
import type { Api } from '#workbench/api.ts';
import { ExplainedError } from '#workbench/explained-error.ts';
import { createPageState, type PageState } from '#workbench/pprof-page/page-state.ts';
import { createRecentFiles } from '#workbench/pprof-page/recent-files.ts';
import type { Workshop } from '#workbench/pprof-page/workshop.ts';

const URL_OF_CPU = 'http://127.0.0.1:6060/debug/pprof/profile';

/** Addresses of the page, the newest last. */
let visited: string[];
let owner: AbortController;

beforeEach(() => {
  visited = [''];
  owner = new AbortController();
  const queryOf = (url: string): string => url.slice('/pprof/'.length);
  vi.stubGlobal('window', new EventTarget());
  vi.stubGlobal('location', {
    pathname: '/pprof/',
    get search() {
      return visited.at(-1);
    },
  });
  vi.stubGlobal('history', {
    pushState: (_state: unknown, _title: string, url: string) => visited.push(queryOf(url)),
    replaceState: (_state: unknown, _title: string, url: string) => visited.splice(-1, 1, queryOf(url)),
  });
  vi.stubGlobal(
    'Worker',
    class extends EventTarget {
      postMessage(): void {}
      terminate(): void {}
    },
  );
});
afterEach(() => {
  owner.abort();
  vi.unstubAllGlobals();
});

const pageWith = (workshop: Partial<Workshop>): PageState =>
  createPageState({ workshop: workshop as Workshop, recents: createRecentFiles(), examples: [] }, owner.signal);

const fileOf = (name: string): File => new File(['a profile'], name);
const shows = (page: PageState, name: string) => vi.waitFor(() => expect(page.views.opened.value?.name).toBe(name));

const takenAt = 1_000;
const capture = (id: string): Capture => ({ id, profile: 'heap', takenAt, variant: 'mine', size: 1, code: 'a' });

/** A lab whose captures are `known`; it can be stopped. */
function labOf(known: Capture[]): Partial<Workshop> {
  return {
    captures: async () => known,
    lab: () => ({ captureBytes: async (id: string) => new TextEncoder().encode(id) }) as unknown as Api,
  };
}

/** A process that gives its profile when the test says so. */
function slowProcess(): { remote: Workshop['remote']; give: (file: Blob) => void; fail: (error: Error) => void } {
  const { promise, resolve, reject } = Promise.withResolvers<Blob>();
  const remote: Workshop['remote'] = (_request, givenUp) => {
    givenUp.addEventListener('abort', () => reject(new Error('given up')));
    return promise;
  };
  return { remote, give: resolve, fail: reject };
}

test('a profile that was waited for comes on show', async () => {
  const { remote, give } = slowProcess();
  const page = pageWith({ remote });
  const fetched = page.openRemote(URL_OF_CPU, 0);
  expect(page.errand.words.value).toContain('30 segundos');
  give(new Blob(['a profile']));
  await fetched;
  await shows(page, '127.0.0.1-6060-profile.pb.gz');
  expect(page.errand.words.value).toBeNull();
});

test('a profile that comes after another one was opened does not take its place', async () => {
  const { remote, give } = slowProcess();
  const page = pageWith({ remote });
  const fetched = page.openRemote(URL_OF_CPU, 0);
  page.openFiles([fileOf('other.pb.gz')], 'profile');
  await shows(page, 'other.pb.gz');
  expect(page.errand.words.value).not.toBeNull();
  const steps = visited.length;
  give(new Blob(['a profile']));
  await fetched;
  expect(visited).toHaveLength(steps);
  expect(page.views.opened.value?.name).toBe('other.pb.gz');
  expect(page.notice.value).toContain('127.0.0.1-6060-profile.pb.gz');
  expect((await page.places.recents.list()).map(({ name }) => name)).toContain('127.0.0.1-6060-profile.pb.gz');
});

test('a failure says what it is of when another profile is on show', async () => {
  const { remote, fail } = slowProcess();
  const page = pageWith({ remote });
  const fetched = page.openRemote(URL_OF_CPU, 0);
  page.openFiles([fileOf('other.pb.gz')], 'profile');
  await shows(page, 'other.pb.gz');
  fail(new ExplainedError('Ninguém respondeu.'));
  await fetched;
  expect(page.problem.value).toMatch(/127\.0\.0\.1-6060-profile.*Ninguém respondeu\./);
});

test('a profile that comes after something else failed to open still comes on show', async () => {
  const { remote, give } = slowProcess();
  const page = pageWith({ remote, ...labOf([]) });
  const fetched = page.openRemote(URL_OF_CPU, 0);
  page.open('lab:gone/heap-1');
  await vi.waitFor(() => expect(page.problem.value).not.toBeNull());
  give(new Blob(['a profile']));
  await fetched;
  await shows(page, '127.0.0.1-6060-profile.pb.gz');
});

test('waiting can be given up, without a word of failure; one is waited for at a time', async () => {
  const { remote } = slowProcess();
  const asked = vi.fn<Workshop['remote']>(remote);
  const page = pageWith({ remote: asked });
  const fetched = page.openRemote(URL_OF_CPU, 0);
  await page.openRemote(URL_OF_CPU, 0);
  expect(asked).toHaveBeenCalledOnce();
  page.errand.cancel();
  await fetched;
  expect([page.problem.value, page.errand.words.value]).toEqual([null, null]);
});

test('the capture on show stays while it is compared, though its lab has newer ones, or none any more', async () => {
  const known = [capture('heap-1')];
  const page = pageWith(labOf(known));
  page.open('lab:memory-leak');
  await shows(page, 'memory-leak-heap-1.pb.gz');
  known.splice(0, 1, capture('heap-2'));
  page.openFiles([fileOf('before.pb.gz')], 'base');
  await vi.waitFor(() => expect(page.views.base.value?.name).toBe('before.pb.gz'));
  expect(page.views.opened.value?.name).toBe('memory-leak-heap-1.pb.gz');
  known.length = 0;
  page.compareTo(null);
  await vi.waitFor(() => expect(page.views.base.value).toBeNull());
  expect(page.views.opened.value?.name).toBe('memory-leak-heap-1.pb.gz');
});

test('where an address leads nowhere, the page is again at the address of what it shows', async () => {
  const page = pageWith(labOf([]));
  page.openFiles([fileOf('here.pb.gz')], 'profile');
  await shows(page, 'here.pb.gz');
  const address = visited.at(-1);
  page.open('lab:gone/heap-1');
  await vi.waitFor(() => expect(page.problem.value).not.toBeNull());
  expect(visited.at(-1)).toBe(address);
  expect(page.views.opened.value?.name).toBe('here.pb.gz');
});

test('what could not be opened can be asked for again', async () => {
  const known: Capture[] = [];
  const page = pageWith(labOf(known));
  page.open('lab:memory-leak');
  await vi.waitFor(() => expect(page.problem.value).not.toBeNull());
  known.push(capture('heap-1'));
  page.open('lab:memory-leak');
  await shows(page, 'memory-leak-heap-1.pb.gz');
});

test('of several files that are dropped the first is opened, and the page says so', async () => {
  const page = pageWith({});
  page.openFiles([fileOf('first.pb.gz'), fileOf('second.pb.gz')], 'profile');
  await shows(page, 'first.pb.gz');
  expect(page.notice.value).toContain('first.pb.gz');
  page.openFiles([fileOf('second.pb.gz')], 'base');
  await vi.waitFor(() => expect(page.views.base.value?.name).toBe('second.pb.gz'));
  expect(page.notice.value).toBeNull();
});

test('each of several functions that stand out is in the address', async () => {
  const page = pageWith({});
  page.openFiles([fileOf('here.pb.gz')], 'profile');
  await shows(page, 'here.pb.gz');
  page.views.change({ selected: 'a', also: ['b', 'c'] }, 'touch');
  expect(visited.at(-1)).toMatch(/&sel=a&sel=b&sel=c$/);
});
