/** Monaco as the lab's code editor: the only file that knows the library, and a heavy one; import it when shown. */
import './monaco-environment.ts';
import * as monaco from 'monaco-editor/editor';
import 'monaco-editor/features/register.all';
import 'monaco-editor/languages/definitions/typescript/register';
import { t } from '#i18n/index.ts';
import { tokenReader, type Theme } from '../theme.ts';
import { applyTheme } from './monaco-theme.ts';
import { createDiffPane, type DiffPane } from './diff-pane.ts';
import { suspectMark, type SuspectMark } from './suspect-mark.ts';
import { textChange } from './text-change.ts';
import { prepareTypeScript } from './typescript.ts';

/** A text and its address; the same address keeps its undo history and its place while other texts are shown. */
export interface EditorText {
  /** E.g. `mine/server.ts`. */
  readonly path: string;
  readonly text: string;
  readonly readOnly: boolean;
}

export interface CodeEditor {
  /** Shows a text. Where it differs from what the editor has, it is put in as an edit that can be undone. */
  show(text: EditorText): void;
  /** Shows the text against another one; null ends that. */
  compareWith(base: EditorText | null): void;
  /** Puts the text's blanks and line breaks in order, as one edit. */
  format(): Promise<void>;
  /** Marks the suspect's line in the text that is shown; null: none. */
  markSuspect(line: number | null): void;
  /** Brings a line into sight, marks it and puts the cursor there. */
  pointAt(line: number): void;
  focus(): void;
  setTheme(theme: Theme): void;
  dispose(): void;
}

/** What the editor tells. */
export interface EditorListener {
  /** The learner changed the text. */
  readonly onEdit: (text: string) => void;
  /** The learner wants this line marked as the suspect, or no longer. */
  readonly onSuspect: (line: number) => void;
  /** Edits moved the suspect's line. */
  readonly onSuspectMoved: (line: number) => void;
  /** Whether the learner's texts are free of errors of syntax. */
  readonly onSyntax: (sound: boolean) => void;
}

/** A model has one kind of line ending; a file may mix them. They are compared as if all were line feeds. */
const LINE_FEED = monaco.editor.EndOfLinePreference.LF;

/** Monaco's models are one family for the whole page; each editor names its own apart. */
let editors = 0;

export function createCodeEditor(host: HTMLElement, theme: Theme, listener: EditorListener): CodeEditor {
  prepareTypeScript();
  applyTheme(host, theme);
  const reduced = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const look: monaco.editor.IEditorOptions = {
    // Monaco's menu comes in English only; every entry of it has a key.
    contextmenu: false,
    cursorBlinking: reduced ? 'solid' : 'blink',
    fixedOverflowWidgets: true,
    fontFamily: tokenReader(host)('--vz-mono'),
    fontSize: 13,
    glyphMargin: true,
    lineHeight: 20,
    lineNumbersMinChars: 3,
    minimap: { enabled: false },
    padding: { top: 8, bottom: 8 },
    // A dimmed last line number fails the contrast that WCAG asks for.
    renderFinalNewline: 'on',
    scrollBeyondLastLine: false,
    stickyScroll: { enabled: false },
    // Comments are Portuguese: é, ã and “ are no look-alikes of anything.
    unicodeHighlight: { ambiguousCharacters: false },
  };
  const [textHost, diffHost] = [paneIn(host), paneIn(host)];
  diffHost.hidden = true;
  const editor = monaco.editor.create(textHost, {
    ...look,
    model: null,
    automaticLayout: true,
    ariaLabel: t.workbench.editor.ariaLabel,
    tabSize: 2,
    wordBasedSuggestions: 'off',
  });
  const marking = { onToggle: listener.onSuspect, onMove: listener.onSuspectMoved };
  const suspect = suspectMark(editor, marking);
  /** While two texts are compared. */
  let diff: { readonly pane: DiffPane; readonly suspect: SuspectMark } | null = null;

  // Monaco would say so in a bubble that lies on the toolbar, which says it already.
  editor.onDidAttemptReadOnlyEdit(() => queueMicrotask(() => editor.trigger('vazou', 'leaveEditorMessage', null)));

  const pointed = editor.createDecorationsCollection();
  const serial = ++editors;
  const models = new Map<string, monaco.editor.ITextModel>();
  const places = new Map<string, monaco.editor.ICodeEditorViewState | null>();
  let shownPath: string | null = null;
  let suspectLine: number | null = null;
  /** Our own edits are not the learner's. */
  let putting = false;

  function modelOf({ path, text }: EditorText): monaco.editor.ITextModel {
    const known = models.get(path);
    if (known) return known;
    const model = monaco.editor.createModel(text, 'typescript', monaco.Uri.parse(`file:///bench-${serial}/${path}`));
    model.onDidChangeContent(() => {
      if (!putting) listener.onEdit(model.getValue());
    });
    models.set(path, model);
    return model;
  }
  function put(model: monaco.editor.ITextModel, text: string): void {
    const before = model.getValue(LINE_FEED);
    const after = text.replaceAll(/\r\n?/g, '\n');
    if (before === after) return;
    putting = true;
    model.pushStackElement();
    const { from, to, text: middle } = textChange(before, after);
    model.pushEditOperations(null, [{ range: rangeOf(before, from, to), text: middle }], () => null);
    model.pushStackElement();
    putting = false;
  }

  const marks = monaco.editor.onDidChangeMarkers(() => {
    const own = [...models].filter(([path]) => path.startsWith('mine/')).map(([, { uri }]) => uri);
    const all = own.flatMap((resource) => monaco.editor.getModelMarkers({ resource }));
    listener.onSyntax(!all.some(isSyntaxError));
  });
  const front = (): monaco.editor.ICodeEditor => diff?.pane.editor ?? editor;
  const mark = (): void => {
    suspect.show(suspectLine);
    diff?.suspect.show(suspectLine);
  };

  return {
    show(text) {
      const model = modelOf(text);
      put(model, text.text);
      if (shownPath !== text.path) {
        if (shownPath !== null) places.set(shownPath, editor.saveViewState());
        shownPath = text.path;
        editor.setModel(model);
        editor.restoreViewState(places.get(text.path) ?? null);
      }
      editor.updateOptions({ readOnly: text.readOnly });
      mark();
    },
    compareWith(base) {
      const text = editor.getModel();
      if (base === null || text === null) {
        diff?.pane.dispose();
        diff = null;
      } else {
        if (diff === null) {
          const pane = createDiffPane(diffHost, look);
          diff = { pane, suspect: suspectMark(pane.editor, marking) };
        }
        const model = modelOf(base);
        put(model, base.text);
        diff.pane.show(model, text, editor.getOption(monaco.editor.EditorOption.readOnly));
      }
      textHost.hidden = diff !== null;
      diffHost.hidden = diff === null;
      mark();
    },
    async format() {
      await front().getAction('editor.action.formatDocument')?.run();
    },
    markSuspect(line) {
      suspectLine = line;
      mark();
    },
    pointAt(line) {
      const last = editor.getModel()?.getLineCount() ?? 1;
      const lineNumber = Math.min(Math.max(line, 1), last);
      pointed.set([
        {
          range: new monaco.Range(lineNumber, 1, lineNumber, 1),
          options: { isWholeLine: true, className: 'wb-pointed' },
        },
      ]);
      editor.setPosition({ lineNumber, column: 1 });
      // The panel may be coming up only now: what is hidden has no middle, and takes no focus.
      requestAnimationFrame(() => {
        editor.layout();
        editor.revealLineInCenter(lineNumber);
        editor.focus();
      });
    },
    focus: () => front().focus(),
    setTheme: (next) => applyTheme(host, next),
    dispose() {
      marks.dispose();
      diff?.pane.dispose();
      editor.dispose();
      for (const model of models.values()) model.dispose();
      host.replaceChildren();
    },
  };
}

/** Of offsets of a text whose line breaks are line feeds: the model's own offsets count others. */
function rangeOf(text: string, from: number, to: number): monaco.Range {
  const [start, end] = [from, to].map((offset) => text.slice(0, offset).split('\n'));
  return new monaco.Range(start!.length, start!.at(-1)!.length + 1, end!.length, end!.at(-1)!.length + 1);
}

function paneIn(host: HTMLElement): HTMLElement {
  const pane = document.createElement('div');
  pane.className = 'wb-monaco-pane';
  host.append(pane);
  return pane;
}

/** TypeScript numbers its errors of syntax from 1000 on, those of meaning from 2000. Node only minds the former. */
function isSyntaxError({ severity, code }: monaco.editor.IMarker): boolean {
  const number = Number(typeof code === 'object' ? code.value : code);
  return severity === monaco.MarkerSeverity.Error && number >= 1000 && number < 2000;
}
