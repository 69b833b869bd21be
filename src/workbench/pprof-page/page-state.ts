/** The page: what the address says is what it shows, and Back undoes a step. */
import { batch, effect, signal, type ReadonlySignal } from '@preact/signals';
import { t } from '#i18n/index.ts';
import { messageOf } from '../api.ts';
import { onEnd } from '../lifetime.ts';
import { createProfileEngine } from '../views/engine/profile-engine.ts';
import { isHeapSnapshot } from '../retainers/is-heap-snapshot.ts';
import { createSnapshotReader, type SnapshotReader } from '../retainers/snapshot-reader.ts';
import type { OpenedFile } from '../views/opened-file.ts';
import { fromQuery, toQuery, type ViewState } from '../views/state.ts';
import { createViews, type Views } from '../views/store.ts';
import { openSource, type Places } from './sources.ts';

/** A source that is asked for once, and then is a file: `live:http://127.0.0.1:6060/debug/pprof/heap`. */
const LIVE = 'live:';

export interface PageState {
  readonly places: Places;
  readonly views: Views;
  /** Reads the file when it is no profile but a heap snapshot. */
  readonly snapshot: SnapshotReader;
  /** Name of the heap snapshot that stands in the place of a profile. */
  readonly snapshotName: ReadonlySignal<string | null>;
  /** The place of the open profile; null on the start screen. */
  readonly source: ReadonlySignal<string | null>;
  /** What is being fetched, in words. */
  readonly fetching: ReadonlySignal<string | null>;
  readonly problem: ReadonlySignal<string | null>;
  /** Opens what `ref` names; null leads to the start screen. */
  open(ref: string | null): void;
  compareTo(ref: string | null): void;
  /** Files somebody chose or dropped: the first is opened, or compared with. */
  openFiles(files: readonly File[], as: 'profile' | 'base'): Promise<void>;
  openRemote(url: string, seconds: number): Promise<void>;
  capture(labId: string): Promise<void>;
  dismiss(): void;
}

export function createPageState(places: Places, lifetime: AbortSignal): PageState {
  const engine = createProfileEngine(lifetime);
  // The page is there to open a profile: its worker need not be fetched when one is chosen.
  engine.prepare();
  const query = signal(new URLSearchParams(location.search));
  const fetching = signal<string | null>(null);
  const problem = signal<string | null>(null);
  const source = signal<string | null>(null);
  const snapshot = createSnapshotReader(lifetime);
  const snapshotName = signal<string | null>(null);
  const views = createViews({
    engine,
    initial: fromQuery(query.peek()),
    lifetime,
    onChange: (state, step) => write(query.peek().get('src'), query.peek().get('base'), state, step === 'step'),
    onEndComparison: () => compareTo(null),
  });

  function write(src: string | null, base: string | null, state: ViewState, isStep: boolean): void {
    const next = new URLSearchParams();
    if (src !== null) next.set('src', src);
    if (src !== null && base !== null) next.set('base', base);
    for (const [name, value] of toQuery(state)) next.set(name, value);
    const text = next.toString();
    const url = text === '' ? location.pathname : `${location.pathname}?${text}`;
    if (isStep) history.pushState(null, '', url);
    else history.replaceState(null, '', url);
    query.value = next;
  }
  window.addEventListener(
    'popstate',
    () => {
      batch(() => {
        query.value = new URLSearchParams(location.search);
        views.restore(fromQuery(query.peek()));
      });
    },
    { signal: lifetime },
  );

  let snapshotKey: string | null = null;
  let latest = 0;
  async function load(src: string | null, base: string | null): Promise<void> {
    const turn = ++latest;
    const isLatest = (): boolean => turn === latest && !lifetime.aborted;
    problem.value = null;
    if (src === null) {
      fetching.value = null;
      views.open(null);
      snapshot.cancel();
      snapshotKey = null;
      snapshotName.value = null;
      source.value = null;
      return;
    }
    const known = (ref: string): OpenedFile | undefined =>
      [views.opened.peek(), views.base.peek()].find((file) => file?.key === ref) ?? undefined;
    try {
      if (known(src) === undefined) fetching.value = t.pprofPage.fetching;
      const file = known(src) ?? (await openSource(src, places));
      const other = base === null ? null : (known(base) ?? (await openSource(base, places)));
      const isSnapshot = await isHeapSnapshot(file);
      if (!isLatest()) return;
      batch(() => {
        if (isSnapshot && snapshotKey !== file.key) snapshot.open({ kind: 'file', file: file.file });
        if (!isSnapshot) snapshot.cancel();
        snapshotKey = isSnapshot ? file.key : null;
        snapshotName.value = isSnapshot ? file.name : null;
        views.open(isSnapshot ? null : file, isSnapshot ? null : other);
        source.value = src;
        fetching.value = null;
      });
    } catch (error) {
      if (!isLatest()) return;
      batch(() => {
        problem.value = messageOf(error);
        fetching.value = null;
        if (views.opened.peek() === null && snapshotName.peek() === null) source.value = null;
      });
    }
  }
  let shown = '-';
  onEnd(
    lifetime,
    effect(() => {
      const [src, base] = [query.value.get('src'), query.value.get('base')];
      const wanted = JSON.stringify([src, base]);
      if (wanted === shown) return;
      shown = wanted;
      void load(src, base);
    }),
  );

  const open = (ref: string | null): void => {
    const { view, options } = views.state.peek();
    // Another profile: the view stays, what was about functions of the old one goes.
    const kept = { ...fromQuery(new URLSearchParams()), view, options: { sampleIndex: options.sampleIndex } };
    batch(() => {
      views.restore(ref === null ? fromQuery(new URLSearchParams()) : kept);
      write(ref, null, views.state.peek(), true);
    });
  };
  function compareTo(ref: string | null): void {
    write(query.peek().get('src'), ref, views.state.peek(), true);
  }
  async function attempt(words: string, work: () => Promise<void>): Promise<void> {
    batch(() => {
      problem.value = null;
      fetching.value = words;
    });
    try {
      await work();
    } catch (error) {
      problem.value = messageOf(error);
    } finally {
      fetching.value = null;
    }
  }

  const openRemote = (url: string, seconds: number): Promise<void> =>
    attempt(t.pprofPage.remote.fetching(seconds), async () => {
      const file = await places.workshop.remote({ url, seconds });
      // Kept: asked again, the process would give another profile.
      const { id } = places.recents.add(nameOfRemote(url), file);
      open(`file:${id}`);
    });

  // A link to a process's own profile: from here on the address is of the copy that is kept of it.
  const asked = query.peek().get('src');
  if (asked?.startsWith(LIVE)) {
    write(null, null, views.state.peek(), false);
    void openRemote(asked.slice(LIVE.length), 0);
  }

  return {
    places,
    views,
    snapshot,
    snapshotName,
    source,
    fetching,
    problem,
    open,
    compareTo,
    openFiles: (files, as) =>
      attempt(t.pprofPage.fetching, async () => {
        const [file] = files;
        if (file === undefined) return;
        const { id } = places.recents.add(file.name, file);
        if (as === 'base' && source.peek() !== null) compareTo(`file:${id}`);
        else open(`file:${id}`);
      }),
    openRemote,
    capture: (labId) =>
      attempt(t.workbench.captures.capturing, async () => {
        const { id } = await places.workshop.lab(labId).capture({ profile: 'heap', seconds: 0 });
        open(`lab:${labId}/${id}`);
      }),
    dismiss: () => (problem.value = null),
  };
}

/** `127.0.0.1-6060-heap.pb.gz` */
function nameOfRemote(url: string): string {
  const { host, pathname } = new URL(/^https?:\/\//i.test(url) ? url : `http://${url}`);
  const profile = pathname.split('/').findLast((part) => part !== '') ?? 'perfil';
  return `${host}-${profile}.pb.gz`.replaceAll(':', '-');
}
