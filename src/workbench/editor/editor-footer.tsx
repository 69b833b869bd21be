import { t } from '#i18n/index.ts';
import { useBench } from '../context.ts';
import { Icon } from '../ui/icon.tsx';

interface EditorFooterProps {
  readonly hint: string;
  /** Puts the keyboard into the text. */
  readonly toText: () => void;
}

/** Below the code: what its keys do, the marked suspect, and whether a save restarts the lab. */
export function EditorFooter({ hint, toText }: EditorFooterProps) {
  const { diagnosis, restartOnSave } = useBench();
  const words = t.workbench.editor;
  const marked = diagnosis.marked.value;
  return (
    <div class="wb-hint wb-editor-footer">
      <p aria-live="polite">{hint}</p>
      <span class="wb-group">
        <span class="wb-suspect-chip" role="status">
          {marked && words.suspect.is(marked.file, marked.line)}
        </span>
        {marked && (
          <button
            type="button"
            class="wb-button wb-quiet wb-square"
            aria-label={words.suspect.clear}
            title={words.suspect.clear}
            onClick={() => {
              toText();
              diagnosis.give(null);
            }}
          >
            <Icon name="cross" />
          </button>
        )}
      </span>
      <label class="wb-check" title={words.restartOnSaveMeaning}>
        <input
          type="checkbox"
          checked={restartOnSave.on.value}
          onChange={({ currentTarget }) => restartOnSave.set(currentTarget.checked)}
        />
        {words.restartOnSave}
      </label>
    </div>
  );
}
