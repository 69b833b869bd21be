/** One set of views: what is open, what decides the picture, and the answer on show. */
import { batch, computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import { messageOf } from '../api.ts';
import { onEnd } from '../lifetime.ts';
import { Cancelled, EngineFailure, type ProfileEngine } from './engine/profile-engine.ts';
import type { Failure, Phase, SourceText, Summary, ViewAnswer, ViewQuestion, ViewRequest } from './engine/protocol.ts';
import type { OpenedFile } from './opened-file.ts';
import { searchPattern } from './search.ts';
import { printedPattern, selectionPattern } from './selection.ts';
import type { ViewState } from './state.ts';
import { waitKindOf } from './waits.ts';

/** Whether a change of state is a step that the browser's Back undoes. */
export type Step = 'step' | 'touch';

export interface Trouble {
  readonly message: string;
  /** The trouble is the file itself, not what was asked about it. */
  readonly ofFile: boolean;
  /** A person ended it: nothing is wrong. */
  readonly cancelled: boolean;
}

export interface Progress {
  readonly phase: Phase;
  readonly fraction: number | null;
}

export interface Views {
  readonly state: ReadonlySignal<ViewState>;
  readonly opened: ReadonlySignal<OpenedFile | null>;
  readonly base: ReadonlySignal<OpenedFile | null>;
  readonly summary: ReadonlySignal<Summary | null>;
  /** The newest answer; while another is on its way, the one before. */
  readonly answer: ReadonlySignal<ViewAnswer | null>;
  readonly trouble: ReadonlySignal<Trouble | null>;
  readonly progress: ReadonlySignal<Progress | null>;
  open(file: OpenedFile | null, base?: OpenedFile | null): void;
  /** Ends the comparison: who chose the base is told. */
  endComparison(): void;
  change(next: Partial<ViewState>, step?: Step): void;
  /** Puts a whole state in place, as the browser's Back does. */
  restore(state: ViewState): void;
  /** Source files that somebody chose by hand. */
  giveSources(texts: Readonly<Record<string, string>>): void;
  cancel(): void;
  retry(): void;
}

export interface ViewsOptions {
  readonly engine: ProfileEngine;
  readonly initial: ViewState;
  readonly lifetime: AbortSignal;
  /** Told of each change that a person made. */
  readonly onChange?: (state: ViewState, step: Step) => void;
  readonly onEndComparison?: () => void;
}

/** What a profile is, and what was asked about it. */
interface Answered {
  readonly summary: Summary;
  readonly answer: ViewAnswer;
}

/** What another question would not help against. */
const OF_FILE: ReadonlySet<Failure['code']> = new Set(['incompatible', 'no-samples']);
/** Answers kept, so that going back shows at once what was there. */
const KEPT_ANSWERS = 12;
/** Traces on the page. */
const SHOWN_TRACES = 200;
/** What is typed into the search is a question of its own for some views: it waits for a pause. */
const TYPING_MS = 300;

export function createViews({ engine, initial, lifetime, onChange, onEndComparison }: ViewsOptions): Views {
  const state = signal(initial);
  const opened = signal<OpenedFile | null>(null);
  const base = signal<OpenedFile | null>(null);
  const summary = signal<Summary | null>(null);
  const answer = signal<ViewAnswer | null>(null);
  const trouble = signal<Trouble | null>(null);
  const progress = signal<Progress | null>(null);
  const texts = signal<Readonly<Record<string, SourceText>>>({});
  const attempt = signal(0);
  const answers = new Map<string, Answered>();
  /** Files asked for already, so that each is asked for once. */
  const asked = new Set<string>();

  const request = computed<string | null>(() => {
    const file = opened.value;
    if (file === null) return null;
    const { options, order, normalize } = state.value;
    const view = questionOf(state.value, texts.value);
    const asked: ViewRequest = {
      profile: file.key,
      base: base.value?.key ?? null,
      normalize: normalize && base.value !== null,
      options: view.kind === 'top' && order.column === 'cum' ? { ...options, sort: 'cum' } : options,
      view,
    };
    return JSON.stringify(asked);
  });

  let latest = 0;
  async function show(key: string): Promise<void> {
    const turn = ++latest;
    const isLatest = (): boolean => turn === latest && !lifetime.aborted;
    const known = answers.get(key);
    if (known !== undefined) return put(known);
    const onProgress = (phase: Phase, fraction: number | null): void => {
      if (isLatest()) progress.value = { phase, fraction };
    };
    progress.value = { phase: 'report', fraction: null };
    const file = opened.peek()!;
    let ofFile = true;
    try {
      const described = await engine.open(file.key, file.file, onProgress);
      if (isLatest()) {
        summary.value = described;
        // Another profile came while the waits of one were on show.
        if (state.peek().view === 'waits' && waitKindOf(described) === null) return change({ view: 'top' }, 'touch');
      }
      const other = base.peek();
      if (other !== null) await engine.open(other.key, other.file, onProgress);
      ofFile = false;
      const given = await engine.ask(JSON.parse(key) as ViewRequest, onProgress);
      const answered = { summary: described, answer: given };
      answers.set(key, answered);
      const [oldest] = answers.keys();
      if (answers.size > KEPT_ANSWERS) answers.delete(oldest!);
      if (isLatest()) put(answered);
    } catch (error) {
      if (!isLatest()) return;
      batch(() => {
        const noFile = ofFile || (error instanceof EngineFailure && OF_FILE.has(error.failure.code));
        trouble.value = { message: messageOf(error), ofFile: noFile, cancelled: error instanceof Cancelled };
        progress.value = null;
      });
    }
  }
  function put(answered: Answered): void {
    const given = answered.answer;
    batch(() => {
      summary.value = answered.summary;
      answer.value = given;
      trouble.value = null;
      progress.value = null;
    });
    if (given.kind === 'source') void lookFor(given.missing);
  }

  async function lookFor(missing: readonly string[]): Promise<void> {
    const file = opened.peek();
    const wanted = missing.filter((name) => !asked.has(`${file?.key} ${name}`));
    if (file?.readSource === undefined || wanted.length === 0) return;
    const { readSource } = file;
    for (const name of wanted) asked.add(`${file.key} ${name}`);
    const found = await Promise.all(wanted.map(async (name) => [name, await sourceOf(readSource, name)] as const));
    if (opened.peek()?.key === file.key) texts.value = { ...texts.peek(), ...Object.fromEntries(found) };
  }

  let shownView: string | undefined;
  let typing: ReturnType<typeof setTimeout> | undefined;
  onEnd(lifetime, () => clearTimeout(typing));
  onEnd(
    lifetime,
    effect(() => {
      void attempt.value;
      const key = request.value;
      clearTimeout(typing);
      if (key === null) return;
      const { view, search } = state.peek();
      const isTyping = shownView === view && search !== '' && !answers.has(key);
      shownView = view;
      if (isTyping) typing = setTimeout(() => void show(key), TYPING_MS);
      else void show(key);
    }),
  );

  const forgetAnswers = (): void => {
    summary.value = null;
    answer.value = null;
    trouble.value = null;
    progress.value = null;
    texts.value = {};
    asked.clear();
    latest++;
  };

  const open = (file: OpenedFile | null, against: OpenedFile | null = null): void =>
    batch(() => {
      const before = [opened.peek(), base.peek()];
      if (file?.key !== opened.peek()?.key) forgetAnswers();
      // Nothing to go back to.
      if (file === null) answers.clear();
      opened.value = file;
      base.value = against;
      // Profiles that no view is of any more need not stay in memory.
      for (const old of before) {
        if (old !== null && old.key !== file?.key && old.key !== against?.key) engine.forget(old.key);
      }
    });

  const change = (next: Partial<ViewState>, step: Step = 'step'): void => {
    // Who names one function means it alone.
    const alone = next.selected === undefined || next.also !== undefined ? {} : { also: [] };
    const changed = { ...state.peek(), ...alone, ...next };
    if (JSON.stringify(changed) === JSON.stringify(state.peek())) return;
    state.value = changed;
    onChange?.(changed, step);
  };

  return {
    state,
    opened,
    base,
    summary,
    answer,
    trouble,
    progress,
    open,
    endComparison() {
      open(opened.peek());
      onEndComparison?.();
    },
    change,
    restore: (whole) => (state.value = whole),
    giveSources(given) {
      const found = Object.entries(given).map(([name, text]) => [name, { text }] as const);
      texts.value = { ...texts.peek(), ...Object.fromEntries(found) };
    },
    cancel: () => engine.cancel(),
    retry: () => (attempt.value += 1),
  };
}

/** A file that cannot be had costs the others nothing. */
async function sourceOf(readSource: NonNullable<OpenedFile['readSource']>, name: string): Promise<SourceText> {
  try {
    return await readSource(name);
  } catch (error) {
    return { why: messageOf(error) };
  }
}

/** The part of the state that the present view depends on: a change of anything else asks nothing anew. */
function questionOf(state: ViewState, texts: Readonly<Record<string, SourceText>>): ViewQuestion {
  const { view, search, pivot, inverted, options } = state;
  const sought = search === '' ? '' : searchPattern(search);
  switch (view) {
    case 'flame':
      return { kind: view, inverted, pivot };
    case 'peek':
      return { kind: view, pattern: sought || printedPattern(state, options.granularity) };
    case 'source':
      return { kind: view, pattern: sought || selectionPattern(state), texts };
    case 'traces':
      return { kind: view, limit: SHOWN_TRACES, search: sought };
    default:
      return { kind: view };
  }
}
