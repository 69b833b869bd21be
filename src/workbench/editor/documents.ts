/** The learner's files: loaded, edited, saved, reset. Monaco is only a view of this; a save needs no open editor. */
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { ApiProblem, messageOf, type Api } from '../api.ts';
import { draftOf, edited, isDirty, openDocument, refreshed, resolved, saved, type Document } from './document.ts';
import type { Drafts } from './drafts.ts';

export type FileSaving =
  { readonly kind: 'idle' } | { readonly kind: 'saving' } | { readonly kind: 'failed'; readonly message: string };

export type Loading =
  { readonly kind: 'loading' } | { readonly kind: 'ready' } | { readonly kind: 'failed'; readonly message: string };

export interface Documents {
  readonly loading: ReadonlySignal<Loading>;
  /** By file name, in the order of the lab's list. */
  readonly open: ReadonlySignal<ReadonlyMap<string, Document>>;
  readonly saving: ReadonlySignal<FileSaving>;
  readonly unsaved: ReadonlySignal<boolean>;
  readonly inConflict: ReadonlySignal<boolean>;
  /** Fingerprint of the learner's code on disk, as far as this page has heard; null until it has. */
  readonly code: ReadonlySignal<string | null>;
  /** False once the browser refused to keep a draft: then leaving the page would lose edits. */
  readonly draftsKept: ReadonlySignal<boolean>;
  /**
   * Loads the list and every file of the learner's copy; again after a failure or a change on disk.
   * @param takeUp also what another tab left unsaved, where nothing is unsaved here: for a page that the learner is at,
   *   since the other one may still be typed in
   */
  load(options?: { readonly takeUp: boolean }): Promise<void>;
  edit(name: string, text: string): void;
  /** Saves every unsaved file. False when one could not be saved: `saving` or `inConflict` says why. */
  saveAll(): Promise<boolean>;
  resolve(name: string, choice: 'mine' | 'disk'): void;
  /** Back to the original. Answers the name of the dated copy, or null when there was nothing to keep. */
  reset(name: string): Promise<string | null>;
}

export function createDocuments(api: Api, drafts: Drafts): Documents {
  const loading = signal<Loading>({ kind: 'loading' });
  const open = signal<ReadonlyMap<string, Document>>(new Map());
  const saving = signal<FileSaving>({ kind: 'idle' });
  const code = signal<string | null>(null);
  const draftsKept = signal(true);
  /** What was sent to be saved, while no answer says whether it was. */
  const sent = new Map<string, string>();
  let lastTurn: Promise<unknown> = Promise.resolve();

  /**
   * One thing after another: a second save needs the version that the first was answered with, and a reading that
   * overlaps a save could bring the older text back.
   */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = lastTurn.then(work);
    lastTurn = turn.catch(() => undefined);
    return turn;
  }

  function put(name: string, document: Document): void {
    const before = open.value.get(name);
    open.value = new Map(open.value).set(name, document);
    const draft = draftOf(document);
    if (draft !== null) {
      if (!drafts.write(name, draft)) draftsKept.value = false;
      return;
    }
    // What another tab has not saved may stand there: that is not for this one to end.
    const kept = drafts.read(name)?.content;
    if (kept === before?.text || kept === document.text) drafts.remove(name);
  }
  function change(name: string, next: (document: Document) => Document): void {
    const document = open.value.get(name);
    if (document) put(name, next(document));
  }

  async function load(takeUp: boolean): Promise<void> {
    try {
      const mine = (await api.files()).filter(({ variants }) => variants.includes('mine'));
      for (const { name } of mine) {
        const disk = await api.file(name, 'mine');
        code.value = disk.code;
        const known = open.value.get(name);
        const isNew = known === undefined || (takeUp && !isDirty(known));
        put(name, isNew ? openDocument(disk, drafts.read(name)) : refreshed(known, disk, sent.get(name)));
      }
      loading.value = { kind: 'ready' };
    } catch (error) {
      if (loading.value.kind !== 'ready') loading.value = { kind: 'failed', message: messageOf(error) };
    }
  }

  async function saveFile(name: string, document: Document): Promise<boolean> {
    if (document.conflict) return false;
    const before = sent.get(name);
    try {
      sent.set(name, document.text);
      const disk = await api.save(name, { content: document.text, baseVersion: document.disk.version });
      sent.delete(name);
      change(name, (now) => saved(now, disk));
      code.value = disk.code;
      return true;
    } catch (error) {
      if (!(error instanceof ApiProblem && error.problem.kind === 'refused' && error.problem.code === 'file-changed')) {
        throw error;
      }
      // Not written: what may be found on disk as our own is what was sent before.
      if (before === undefined) sent.delete(name);
      else sent.set(name, before);
      const disk = await api.file(name, 'mine');
      code.value = disk.code;
      change(name, (now) => refreshed(now, disk, before));
      sent.delete(name);
      return !isDirty(open.value.get(name) ?? document);
    }
  }
  async function saveDirty(): Promise<boolean> {
    const dirty = [...open.value].filter(([, document]) => isDirty(document));
    if (dirty.length === 0) return true;
    saving.value = { kind: 'saving' };
    try {
      let all = true;
      for (const [name, document] of dirty) all = (await saveFile(name, document)) && all;
      saving.value = { kind: 'idle' };
      return all;
    } catch (error) {
      saving.value = { kind: 'failed', message: messageOf(error) };
      return false;
    }
  }

  return {
    loading,
    open,
    saving,
    code,
    draftsKept,
    unsaved: computed(() => [...open.value.values()].some(isDirty)),
    inConflict: computed(() => [...open.value.values()].some(({ conflict }) => conflict !== null)),
    load: ({ takeUp } = { takeUp: false }) => inTurn(() => load(takeUp)),
    edit: (name, text) => change(name, (document) => edited(document, text)),
    saveAll: () => inTurn(saveDirty),
    resolve: (name, choice) => change(name, (document) => resolved(document, choice)),
    reset: (name) =>
      inTurn(async () => {
        const { file, keptAs } = await api.reset(name);
        code.value = file.code;
        put(name, openDocument(file, null));
        return keptAs;
      }),
  };
}
