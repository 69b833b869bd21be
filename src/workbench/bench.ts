/**
 * One open workbench: the few atoms that it holds, what follows from them, and what a person can make it do.
 * The server is the truth about the lab; the atoms here are only what this page alone knows.
 */
import { signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { LabDetail, LabEvent } from '#server/contract.ts';
import { createActions, type Actions } from './actions.ts';
import { keepAddress, type Address } from './address.ts';
import { createApi, type Api, type RunVariant } from './api.ts';
import { createDocuments, type Documents } from './editor/documents.ts';
import { saveOnChange } from './editor/autosave.ts';
import { createDrafts } from './editor/drafts.ts';
import { isStaleRun } from './editor/stale-run.ts';
import { createRestartOnSave, type RestartOnSave } from './editor/restart-on-save.ts';
import { until } from './lifetime.ts';
import { followLab, type Connection } from './live.ts';
import { watchPixelRatio } from './pixel-ratio.ts';
import { createCaptureChoice, type CaptureChoice } from './profile/capture-choice.ts';
import { createCapturing, type Capturing } from './profile/capturing.ts';
import { labFileName, visibleVariant } from './profile/lab-source.ts';
import { syncProgress, tellProgress } from './progress/progress-store.ts';
import { createRunSignals, type RunSignals } from './run/run-signals.ts';
import { browserStorage } from './storage.ts';
import { lessonCommand } from './terminal/lesson-command.ts';
import { createTerminals, type Terminals } from './terminal/terminals.ts';
import { watchTheme, type Theme } from './theme.ts';
import { createOwnDiagnosis, type OwnDiagnosis } from './verdict/own-diagnosis.ts';

/** In the order of their tabs; the first is the one to begin with. */
export const PANELS = ['code', 'terminal', 'profile', 'retainers', 'verdict'] as const;
export type Panel = (typeof PANELS)[number];
/** A line of the lab's code, of one version of it. */
export interface CodePlace {
  readonly variant: RunVariant;
  /** Name among the lab's files. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

export interface Bench extends Actions {
  readonly api: Api;
  readonly lifetime: AbortSignal;
  readonly theme: ReadonlySignal<Theme>;
  readonly pixelRatio: ReadonlySignal<number>;
  readonly connection: ReadonlySignal<Connection>;
  /** Null until the workshop has described the lab. */
  readonly lab: ReadonlySignal<LabDetail | null>;
  readonly run: RunSignals;
  readonly documents: Documents;
  /** False while the editor marks errors of syntax in the learner's copy. */
  readonly runnable: Signal<boolean>;
  readonly restartOnSave: RestartOnSave;
  /** What the learner says it is. */
  readonly diagnosis: OwnDiagnosis;
  readonly capturing: Capturing;
  readonly terminals: Terminals;
  readonly choice: CaptureChoice;
  /** Whose code the next start runs. */
  readonly variant: Signal<RunVariant>;
  readonly panel: Signal<Panel>;
  /** Keeps panel, captures and views in the address of the page. */
  readonly address: Address;
  /** What the editor is to show once it can; it takes it away. */
  readonly pointedAt: Signal<CodePlace | null>;
  /** Runs the code of {@link variant}: a start, or a restart of what runs. Unsaved edits are saved first. */
  launch(): Promise<boolean>;
  /** Judges the learner's copy, and their diagnosis if they gave one. Unsaved edits are saved first. */
  judge(): Promise<boolean>;
  /** Brings the terminal up and runs a lesson's command in it, at the addresses of the lab that is running. */
  runCommand(line: string): void;
  /** Brings the editor up, at a line. */
  showCode(place: CodePlace): void;
  /** How to show a line of a file that a profile of the lab names; null when the file is none of the lab's own. */
  editorOf(variant: string, path: string): ((line: number) => void) | null;
}

export function openBench(labId: string, lifetime: AbortSignal): Bench {
  const api = createApi(labId, lifetime);
  const { run, receive } = createRunSignals();
  const actions = createActions(lifetime);
  const { act, problem } = actions;
  const lab = signal<LabDetail | null>(null);
  const connection = followLab(api, { meet, hear }, lifetime);
  const documents = createDocuments(api, createDrafts(browserStorage, labId));
  const capturing = createCapturing(api, problem, lifetime);
  const terminals = createTerminals(api, browserStorage);
  const panel = signal<Panel>(PANELS[0]);
  const choice = createCaptureChoice(run.captures);
  const address = keepAddress({ panel, panels: PANELS, choice }, lifetime);
  const diagnosis = createOwnDiagnosis(browserStorage, labId);
  const runnable = signal(true);
  const pointedAt = signal<CodePlace | null>(null);
  const variant = signal<RunVariant>('mine');

  /** Each time the workshop comes, or comes back: files and progress may have changed meanwhile. */
  function meet(described: LabDetail): void {
    lab.value = described;
    void documents.load();
    void syncProgress();
  }

  function hear(event: LabEvent): void {
    const first = !run.known.peek();
    receive(event);
    const now = run.state.peek();
    if (first) choice.settle();
    // A page that finds a lab running begins with the choice that runs.
    if (first && 'variant' in now && now.variant !== 'wrong-fix') variant.value = now.variant;
    if (event.type === 'verdict-failed') problem.value = event.error.message;
    // The text beside knows nothing of the lab; its rail of steps waits for this.
    if (event.type === 'progress') tellProgress(labId, event.lesson);
    // It runs what was saved elsewhere: in another tab, or in an editor of the learner's own.
    if (event.type === 'state' && isStaleRun(event.state, documents.code.peek())) void documents.load();
  }

  saveOnChange(documents, connection, lifetime);

  // Whoever comes back from an editor of their own finds here what they saved there.
  const onFocus = (): void => {
    if (connection.peek().kind === 'live') void documents.load({ takeUp: true });
  };
  window.addEventListener('focus', onFocus, { signal: lifetime });

  // Drafts make leaving the page harmless; where the browser keeps none, it asks first.
  const onLeave = (event: BeforeUnloadEvent): void => {
    if (documents.unsaved.peek() && !documents.draftsKept.peek()) event.preventDefault();
  };
  window.addEventListener('beforeunload', onLeave, { signal: lifetime });

  /** True when the learner's files on disk are what the editor shows. Else the editor comes up and says why. */
  async function savedFirst(): Promise<boolean> {
    if (await documents.saveAll()) return true;
    panel.value = 'code';
    return false;
  }

  async function launch(): Promise<boolean> {
    const wanted = variant.peek();
    if (wanted === 'mine' && !(await savedFirst())) return false;
    return act('launch', async () => {
      const now = run.state.peek();
      if (now.kind !== 'ready') return api.start(wanted);
      if (now.variant === wanted) return api.restart();
      await api.stop();
      await until(run.state, ({ kind }) => kind === 'stopped' || kind === 'dead', lifetime);
      return api.start(wanted);
    });
  }

  const judge = async (): Promise<boolean> =>
    (await savedFirst()) && act('judge', () => api.judge('mine', diagnosis.given.peek() ?? undefined));

  const restartOnSave = createRestartOnSave({
    documents,
    state: run.state,
    runnable,
    restart: () => act('launch', api.restart),
    storage: browserStorage,
    lifetime,
  });

  const showCode = (place: CodePlace): void => {
    pointedAt.value = place;
    panel.value = 'code';
  };

  return {
    ...actions,
    api,
    lifetime,
    theme: watchTheme(lifetime),
    pixelRatio: watchPixelRatio(lifetime),
    connection,
    lab,
    run,
    documents,
    runnable,
    restartOnSave,
    diagnosis,
    capturing,
    terminals,
    choice,
    address,
    variant,
    panel,
    pointedAt,
    launch,
    judge,
    runCommand(line) {
      panel.value = 'terminal';
      void terminals.run(lessonCommand(line, run.state.peek()));
    },
    showCode,
    editorOf(ran, path) {
      const file = labFileName(path);
      if (file === null || !documents.open.peek().has(file)) return null;
      return (line) => showCode({ variant: visibleVariant(ran), file, line });
    },
  };
}
