import { useSignal, useSignalEffect } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { t } from '#i18n/index.ts';
import { useBench } from '../context.ts';
import { CodeView } from './code-view.tsx';
import { ConflictBar } from './conflict-bar.tsx';
import { EditorToolbar } from './editor-toolbar.tsx';
import { createShownText } from './shown-text.ts';
import { SolutionGuard } from './solution-guard.tsx';
import './editor.css';

/** The lab's code: the learner's own, to edit; the original and the solution, to look at. */
export function EditorPanel() {
  const { api, documents, lifetime, pointedAt } = useBench();
  const view = useMemo(() => createShownText(api, documents, lifetime), [api, documents, lifetime]);
  const keptAs = useSignal<string | null>(null);
  useSignalEffect(() => {
    const place = pointedAt.value;
    if (place === null) return;
    view.choose(place.file);
    view.variant.value = place.variant;
  });
  const words = t.workbench.editor;
  const loading = documents.loading.value;
  const name = view.name.value;

  if (name === null) {
    if (loading.kind === 'failed') return <Failure message={loading.message} retry={() => void documents.load()} />;
    return (
      <p class="wb-empty" role="status">
        {loading.kind === 'ready' ? words.noFiles : words.loadingFiles}
      </p>
    );
  }
  const shown = view.shown.value;
  const conflict = view.variant.value === 'mine' && documents.open.value.get(name)?.conflict;
  return (
    <div class="wb-column wb-editor" onKeyDownCapture={(event) => saveByKey(event, () => void documents.saveAll())}>
      <EditorToolbar view={view} name={name} onReset={(kept) => (keptAs.value = kept)} />
      {conflict && <ConflictBar name={name} />}
      {keptAs.value !== null && (
        <div class="wb-banner" role="status">
          <p>{words.keptAs(keptAs.value)}</p>
          <button type="button" class="wb-button wb-quiet" onClick={() => (keptAs.value = null)}>
            {t.workbench.dismiss}
          </button>
        </div>
      )}
      <div class="wb-editor-body">
        <CodeView shown={view.shown} onEdit={(text) => documents.edit(name, text)} />
        {shown.kind === 'guarded' && (
          <SolutionGuard onShow={view.allowSolution} onBack={() => (view.variant.value = 'mine')} />
        )}
        {shown.kind === 'failed' && <Failure message={shown.message} retry={view.retry} />}
      </div>
    </div>
  );
}

function Failure({ message, retry }: { message: string; retry: () => void }) {
  return (
    <div class="wb-empty wb-over" role="alert">
      <p>{message}</p>
      <button type="button" class="wb-button" onClick={retry}>
        {t.workbench.retry}
      </button>
    </div>
  );
}

/** Ctrl+S and Cmd+S save the file, not the page. */
function saveByKey(event: KeyboardEvent, save: () => void): void {
  if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  event.preventDefault();
  event.stopPropagation();
  save();
}
