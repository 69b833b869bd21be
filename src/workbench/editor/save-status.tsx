import { t } from '#i18n/index.ts';
import { useBench } from '../context.ts';
import { isStaleRun } from './stale-run.ts';

/** Whether the learner's files on disk are what the editor shows, in words. Read aloud only when it needs somebody. */
export function SaveStatus() {
  const { connection, documents, run } = useBench();
  const words = t.workbench.editor.status;
  const saving = documents.saving.value;
  const text = (): string => {
    if (saving.kind === 'failed') return words.failed(saving.message);
    if (documents.inConflict.value) return words.conflict;
    if (saving.kind === 'saving') return words.saving;
    if (documents.unsaved.value) {
      if (connection.value.kind === 'live') return words.soon;
      return documents.draftsKept.value ? words.unsaved : words.unsavedNotKept;
    }
    return isStaleRun(run.state.value, documents.code.value) ? words.savedNotRunning : words.saved;
  };
  const trouble = saving.kind === 'failed' || documents.inConflict.value;
  return (
    <span class={`wb-grow wb-save-status ${trouble ? 'wb-danger' : 'wb-muted'}`}>
      {text()}
      <span class="wb-sr-only" role="status">
        {trouble && text()}
      </span>
    </span>
  );
}
