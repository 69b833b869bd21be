import { afterEach, beforeEach, expect, test, vi } from 'vitest';
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
