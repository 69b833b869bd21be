/** The page: what the address says is what it shows, and Back undoes a step. */
import { batch, effect, signal, type ReadonlySignal } from '@preact/signals';
import { t } from '#i18n/index.ts';
import { messageOf } from '../api.ts';
import { onEnd } from '../lifetime.ts';
import { createProfileEngine } from '../views/engine/profile-engine.ts';
import { isHeapSnapshot } from '../retainers/is-heap-snapshot.ts';
import { createSnapshotReader, type SnapshotReader } from '../retainers/snapshot-reader.ts';
import type { OpenedFile } from '../views/opened-file.ts';
import { fromQuery } from '../views/state.ts';
import { createViews, type Views } from '../views/store.ts';
import { createErrand, type Errand } from './errand.ts';
import { createPageAddress } from './page-address.ts';
import { remoteFileName, remoteSeconds } from './remote-address.ts';
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
  /** What is being opened, in words. */
  readonly fetching: ReadonlySignal<string | null>;
  /** A profile that is being recorded or fetched; anything else can be opened meanwhile. */
  readonly errand: Errand;
  readonly problem: ReadonlySignal<string | null>;
  /** Something to know, where nothing is wrong. */
  readonly notice: ReadonlySignal<string | null>;
  /** Opens what `ref` names; null leads to the start screen. */
  open(ref: string | null): void;
  compareTo(ref: string | null): void;
  /** Files somebody chose or dropped: the first is opened, or compared with. */
  openFiles(files: readonly File[], as: 'profile' | 'base'): void;
  openRemote(url: string, seconds: number): Promise<void>;
  capture(lab: { readonly id: string; readonly title: string }): Promise<void>;
  dismiss(): void;
}

/** What is on show, and the addresses that led to it. */
interface Shown {
  readonly src: string;
  readonly base: string | null;
  readonly file: OpenedFile;
  readonly other: OpenedFile | null;
}

/** A profile that is here now, and in words where to find it. */
interface Brought {
  readonly ref: string;
  readonly where: string;
}

export function createPageState(places: Places, lifetime: AbortSignal): PageState {
  const engine = createProfileEngine(lifetime);
  // The page is there to open a profile: its worker need not be fetched when one is chosen.
  engine.prepare();
  const { query, write } = createPageAddress((state) => views.restore(state), lifetime);
  const fetching = signal<string | null>(null);
  const errand = createErrand(lifetime);
  const problem = signal<string | null>(null);
  const notice = signal<string | null>(null);
  const source = signal<string | null>(null);
  const snapshot = createSnapshotReader(lifetime);
  const snapshotName = signal<string | null>(null);
  const views = createViews({
    engine,
    initial: fromQuery(query.peek()),
    lifetime,
    onChange: (state, step) => write(query.peek().get('src'), query.peek().get('base'), state, step),
    onEndComparison: () => compareTo(null),
  });

  const dismiss = (): void =>
    batch(() => {
      problem.value = null;
      notice.value = null;
    });

  /** What is on show, by the addresses that asked for it: `lab:SLUG` stays the capture that it once was. */
  let shown: Shown | null = null;
  /** What the address asked for last; null when it is to be asked for anew. */
  let asked: string | null = null;
  let snapshotKey: string | null = null;
  let latest = 0;
  async function load(src: string | null, base: string | null): Promise<void> {
    const turn = ++latest;
    const isLatest = (): boolean => turn === latest && !lifetime.aborted;
    dismiss();
    if (src === null) {
      fetching.value = null;
      views.open(null);
      snapshot.cancel();
      shown = null;
      snapshotKey = null;
      snapshotName.value = null;
      source.value = null;
      return;
    }
    const known = (ref: string): OpenedFile | null =>
      shown === null ? null : ref === shown.src ? shown.file : ref === shown.base ? shown.other : null;
    try {
      if (known(src) === null) fetching.value = t.pprofPage.fetching;
      const file = known(src) ?? (await openSource(src, places));
      const other = base === null ? null : (known(base) ?? (await openSource(base, places)));
      const isSnapshot = await isHeapSnapshot(file);
      if (!isLatest()) return;
      batch(() => {
        if (isSnapshot && snapshotKey !== file.key) snapshot.open({ kind: 'file', file: file.file });
        if (!isSnapshot) snapshot.cancel();
        snapshotKey = isSnapshot ? file.key : null;
        snapshotName.value = isSnapshot ? file.name : null;
        shown = { src, base, file, other };
        views.open(isSnapshot ? null : file, isSnapshot ? null : other);
        source.value = src;
        fetching.value = null;
      });
    } catch (error) {
      if (!isLatest()) return;
      batch(() => {
        problem.value = messageOf(error);
        fetching.value = null;
        if (shown === null) {
          source.value = null;
          asked = null;
        } else {
          // What is chosen next is about what is on show, and is not to be kept under an address that led nowhere.
          asked = JSON.stringify([shown.src, shown.base]);
          write(shown.src, shown.base, views.state.peek(), 'touch');
        }
      });
    }
  }
  onEnd(
    lifetime,
    effect(() => {
      const [src, base] = [query.value.get('src'), query.value.get('base')];
      const wanted = JSON.stringify([src, base]);
      if (wanted === asked) return;
      asked = wanted;
      void load(src, base);
    }),
  );

  const open = (ref: string | null): void => {
    const { view, options } = views.state.peek();
    // Another profile: the view stays, what was about functions of the old one goes.
    const kept = { ...fromQuery(new URLSearchParams()), view, options: { sampleIndex: options.sampleIndex } };
    batch(() => {
      views.restore(ref === null ? fromQuery(new URLSearchParams()) : kept);
      write(ref, null, views.state.peek(), 'step');
    });
  };
  function compareTo(ref: string | null): void {
    write(query.peek().get('src'), ref, views.state.peek(), 'step');
  }
  /** The profile comes on show, unless somebody opened another one while it was on its way. */
  const bring = (words: string, name: string, fetched: (givenUp: AbortSignal) => Promise<Brought>): Promise<void> =>
    errand.run(words, async (givenUp) => {
      dismiss();
      const before = shown;
      const isFree = (): boolean => (shown === before || shown === null) && fetching.peek() === null;
      try {
        const { ref, where } = await fetched(givenUp);
        if (givenUp.aborted) return;
        if (isFree()) open(ref);
        else notice.value = where;
      } catch (error) {
        if (givenUp.aborted) return;
        problem.value = isFree() ? messageOf(error) : t.pprofPage.problem.notArrived(name, messageOf(error));
      }
    });

  const openRemote = (url: string, wished: number): Promise<void> => {
    const [name, seconds] = [remoteFileName(url), remoteSeconds(url, wished)];
    return bring(t.pprofPage.remote.fetching(seconds), name, async (givenUp) => {
      const file = await places.workshop.remote({ url, seconds }, givenUp);
      // Kept: asked again, the process would give another profile.
      const { id } = places.recents.add(name, file);
      return { ref: `file:${id}`, where: t.pprofPage.remote.arrived(name) };
    });
  };

  // A link to a process's own profile: from here on the address is of the copy that is kept of it.
  const link = query.peek().get('src');
  if (link?.startsWith(LIVE)) {
    write(null, null, views.state.peek(), 'touch');
    void openRemote(link.slice(LIVE.length), 0);
  }

  return {
    places,
    views,
    snapshot,
    snapshotName,
    source,
    fetching,
    errand,
    problem,
    notice,
    open,
    compareTo,
    openFiles(files, as) {
      const [file] = files;
      if (file === undefined) return;
      const { id } = places.recents.add(file.name, file);
      if (as === 'base' && source.peek() !== null) compareTo(`file:${id}`);
      else open(`file:${id}`);
      if (files.length > 1) notice.value = t.pprofPage.onlyOne(file.name);
    },
    openRemote,
    capture: ({ id: labId, title }) =>
      bring(t.workbench.captures.capturing, title, async (givenUp) => {
        const { id } = await places.workshop.lab(labId).capture({ profile: 'heap', seconds: 0 }, givenUp);
        return { ref: `lab:${labId}/${id}`, where: t.pprofPage.labs.captured(id, title) };
      }),
    dismiss,
  };
}
