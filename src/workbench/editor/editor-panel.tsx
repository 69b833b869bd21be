import { useSignal, useSignalEffect } from '@preact/signals';
import { useMemo, useRef } from 'preact/hooks';
import { t } from '#i18n/index.ts';
import { useBench } from '../context.ts';
import { Spoken } from '../ui/spoken.tsx';
import { CodeView } from './code-view.tsx';
import { ConflictBar } from './conflict-bar.tsx';
import { EditorToolbar } from './editor-toolbar.tsx';
import type { CodeEditor } from './monaco.ts';
import { ResetNotice, type ResetNews } from './reset-notice.tsx';
import { createShownText } from './shown-text.ts';
import { SolutionGuard } from './solution-guard.tsx';
import './editor.css';

/** The lab's code: the learner's own, to edit; the original and the solution, to look at. */
export function EditorPanel() {
  const { api, documents, lifetime, pointedAt } = useBench();
  const view = useMemo(() => createShownText(api, documents, lifetime), [api, documents, lifetime]);
  const root = useRef<HTMLDivElement>(null);
  const wasReset = useSignal<ResetNews | null>(null);
  const editor = useSignal<CodeEditor | null>(null);
  useSignalEffect(() => {
    const place = pointedAt.value;
    if (place === null) return;
    view.choose(place.file);
    view.variant.value = place.variant;
    view.comparedWith.value = null;
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
  const base = view.base.value;
  const backToMine = (): void => {
    view.variant.value = 'mine';
    view.comparedWith.value = null;
  };
  // Whoever answers a question is left where they can go on; the text behind the guard may still be on its way.
  const toText = (): void => editor.peek()?.focus();
  const toVersion = (): void =>
    void requestAnimationFrame(() => root.current?.querySelector<HTMLElement>('[aria-pressed=true]')?.focus());
  const conflict = view.variant.value === 'mine' && documents.open.value.get(name)?.conflict;
  return (
    <div
      ref={root}
      class="wb-column wb-editor"
      onKeyDownCapture={(event) => saveByKey(event, () => void documents.saveAll())}
    >
      <EditorToolbar
        view={view}
        name={name}
        onFormat={() => void editor.peek()?.format()}
        onReset={(news) => (wasReset.value = news)}
      />
      {conflict && <ConflictBar name={name} onChosen={toText} />}
      <Spoken>
        {wasReset.value && (
          <ResetNotice
            news={wasReset.value}
            onClose={() => {
              wasReset.value = null;
              toText();
            }}
          />
        )}
      </Spoken>
      <CodeView view={view} editor={editor} onEdit={(text) => documents.edit(name, text)}>
        <Spoken>
          {(shown.kind === 'guarded' || base?.kind === 'guarded') && (
            <SolutionGuard
              onShow={() => {
                view.allowSolution();
                toVersion();
              }}
              onBack={() => {
                backToMine();
                toVersion();
              }}
            />
          )}
        </Spoken>
        {shown.kind === 'failed' && <Failure message={shown.message} retry={view.retry} />}
        {base?.kind === 'failed' && <Failure message={base.message} retry={view.retry} />}
      </CodeView>
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
