/** The suspect's line in the gutter: marked by a click there or by a key, and carried along by edits. */
import * as monaco from 'monaco-editor/editor';
import { t } from '#i18n/index.ts';

export interface SuspectMark {
  /** Marks a line of the text that is shown; null takes the mark away. */
  show(line: number | null): void;
}

interface Listener {
  /** Somebody asked for the mark on this line. */
  readonly onToggle: (line: number) => void;
  /** Edits moved the marked line. */
  readonly onMove: (line: number) => void;
}

/** As breakpoints have it: the key that marks the line of the cursor. */
const KEY = monaco.KeyCode.F9;

export function suspectMark(editor: monaco.editor.ICodeEditor, { onToggle, onMove }: Listener): SuspectMark {
  const words = t.workbench.editor.suspect;
  const decorations = editor.createDecorationsCollection();
  const { GUTTER_GLYPH_MARGIN } = monaco.editor.MouseTargetType;
  let shown: number | null = null;

  editor.onMouseDown(({ target, event }) => {
    if (target.type === GUTTER_GLYPH_MARGIN && event.leftButton && target.position)
      onToggle(target.position.lineNumber);
  });
  editor.onKeyDown((event) => {
    if (event.keyCode !== KEY || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const line = editor.getPosition()?.lineNumber;
    event.preventDefault();
    event.stopPropagation();
    if (line !== undefined) onToggle(line);
  });
  editor.onDidChangeModelContent(() => {
    const line = decorations.getRange(0)?.startLineNumber;
    if (shown === null || line === undefined || line === shown) return;
    shown = line;
    onMove(line);
  });

  return {
    show(line) {
      const last = editor.getModel()?.getLineCount() ?? 0;
      shown = line !== null && line <= last ? line : null;
      if (shown === null) return decorations.clear();
      decorations.set([
        {
          range: new monaco.Range(shown, 1, shown, 1),
          options: {
            isWholeLine: true,
            className: 'wb-suspect-line',
            glyphMarginClassName: 'wb-suspect-glyph',
            glyphMarginHoverMessage: { value: words.meaning },
          },
        },
      ]);
    },
  };
}
