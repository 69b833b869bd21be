/** Monaco as the lab's code editor: the only file that knows the library, and a heavy one; import it when shown. */
import './monaco-environment.ts';
import * as monaco from 'monaco-editor/editor';
import 'monaco-editor/features/register.all';
import 'monaco-editor/languages/definitions/typescript/register';
import { t } from '#i18n/index.ts';
import { tokenReader, type Theme } from '../theme.ts';
import { applyTheme } from './monaco-theme.ts';
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
  /** Brings a line into sight, marks it and puts the cursor there. */
  pointAt(line: number): void;
  setTheme(theme: Theme): void;
  dispose(): void;
}

/** A model has one kind of line ending; a file may mix them. They are compared as if all were line feeds. */
const LINE_FEED = monaco.editor.EndOfLinePreference.LF;

/** Monaco's models are one family for the whole page; each editor names its own apart. */
let editors = 0;

export function createCodeEditor(host: HTMLElement, theme: Theme, onEdit: (text: string) => void): CodeEditor {
  prepareTypeScript();
  applyTheme(host, theme);
  const reduced = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const editor = monaco.editor.create(host, {
    model: null,
    automaticLayout: true,
    ariaLabel: t.workbench.editor.ariaLabel,
    // Monaco's menu comes in English only; every entry of it has a key.
    contextmenu: false,
    cursorBlinking: reduced ? 'solid' : 'blink',
    fixedOverflowWidgets: true,
    fontFamily: tokenReader(host)('--vz-mono'),
    fontSize: 13,
    lineHeight: 20,
    lineNumbersMinChars: 3,
    minimap: { enabled: false },
    padding: { top: 8, bottom: 8 },
    // A dimmed last line number fails the contrast that WCAG asks for.
    renderFinalNewline: 'on',
    scrollBeyondLastLine: false,
    stickyScroll: { enabled: false },
    tabSize: 2,
    // Comments are Portuguese: é, ã and “ are no look-alikes of anything.
    unicodeHighlight: { ambiguousCharacters: false },
    wordBasedSuggestions: 'off',
  });

  // Monaco would say so in a bubble that lies on the toolbar, which says it already.
  editor.onDidAttemptReadOnlyEdit(() => queueMicrotask(() => editor.trigger('vazou', 'leaveEditorMessage', null)));

  const pointed = editor.createDecorationsCollection();
  const serial = ++editors;
  const models = new Map<string, monaco.editor.ITextModel>();
  const places = new Map<string, monaco.editor.ICodeEditorViewState | null>();
  let shownPath: string | null = null;
  /** Our own edits are not the learner's. */
  let putting = false;

  function modelOf({ path, text }: EditorText): monaco.editor.ITextModel {
    const known = models.get(path);
    if (known) return known;
    const model = monaco.editor.createModel(text, 'typescript', monaco.Uri.parse(`file:///bench-${serial}/${path}`));
    model.onDidChangeContent(() => {
      if (!putting) onEdit(model.getValue());
    });
    models.set(path, model);
    return model;
  }
  function put(model: monaco.editor.ITextModel, text: string): void {
    if (model.getValue(LINE_FEED) === text.replaceAll(/\r\n?/g, '\n')) return;
    putting = true;
    model.pushStackElement();
    model.pushEditOperations(null, [{ range: model.getFullModelRange(), text }], () => null);
    model.pushStackElement();
    putting = false;
  }

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
    setTheme: (next) => applyTheme(host, next),
    dispose() {
      editor.dispose();
      for (const model of models.values()) model.dispose();
    },
  };
}
