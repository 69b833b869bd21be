/** Two texts side by side where there is room, else one below the other; the one on the right can be edited. */
import * as monaco from 'monaco-editor/editor';
import { t } from '#i18n/index.ts';

/** Below, two columns of code are too narrow to read. */
const SIDE_BY_SIDE_FROM = 900;

export interface DiffPane {
  readonly editor: monaco.editor.ICodeEditor;
  show(base: monaco.editor.ITextModel, text: monaco.editor.ITextModel, readOnly: boolean): void;
  dispose(): void;
}

export function createDiffPane(host: HTMLElement, look: monaco.editor.IEditorOptions): DiffPane {
  const words = t.workbench.editor.compare;
  const diff = monaco.editor.createDiffEditor(host, {
    ...look,
    automaticLayout: true,
    diffAlgorithm: 'advanced',
    originalEditable: false,
    renderGutterMenu: false,
    renderMarginRevertIcon: false,
    renderOverviewRuler: false,
    renderSideBySide: true,
    renderSideBySideInlineBreakpoint: SIDE_BY_SIDE_FROM,
    useInlineViewWhenSpaceIsLimited: true,
  });
  keepNamed(diff.getOriginalEditor(), words.baseLabel);
  keepNamed(diff.getModifiedEditor(), words.textLabel);
  let known: monaco.editor.ITextModel | null = null;
  return {
    editor: diff.getModifiedEditor(),
    show(original, modified, readOnly) {
      const shown = diff.getModel();
      if (shown?.original !== original || shown.modified !== modified) diff.setModel({ original, modified });
      diff.updateOptions({ readOnly });
      if (known === original) return;
      known = original;
      // The differences are computed in a worker; then the first one comes into sight.
      const computed = diff.onDidUpdateDiff(() => {
        computed.dispose();
        diff.revealFirstDiff();
      });
    },
    dispose() {
      // The models are not the pane's.
      diff.setModel(null);
      diff.dispose();
    },
  };
}

/** Monaco takes the name of a side away with each change of the pane, such as from two columns to one. */
function keepNamed(side: monaco.editor.ICodeEditor, ariaLabel: string): void {
  const { ariaLabel: option } = monaco.editor.EditorOption;
  const name = (): void => {
    if (side.getOption(option) !== ariaLabel) side.updateOptions({ ariaLabel });
  };
  side.onDidChangeConfiguration((changed) => changed.hasChanged(option) && name());
  name();
}
