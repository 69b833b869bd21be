import { useSignal, useSignalEffect, type ReadonlySignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '#i18n/index.ts';
import { useBench } from '../context.ts';
import { leaveByEscape } from '../ui/leave-by-escape.ts';
import type { CodeEditor } from './monaco.ts';
import type { Shown } from './shown-text.ts';

interface CodeViewProps {
  readonly shown: ReadonlySignal<Shown>;
  /** The learner changed their own text. */
  readonly onEdit: (text: string) => void;
}

/** Monaco, loaded when this is first built. */
export function CodeView({ shown, onEdit }: CodeViewProps) {
  const { theme, pointedAt } = useBench();
  const host = useRef<HTMLDivElement>(null);
  const editor = useSignal<CodeEditor | null>(null);
  const phase = useSignal<'loading' | 'ready' | 'failed'>('loading');
  const attempt = useSignal(0);
  const escaped = useSignal(false);
  const tries = attempt.value;
  const latestEdit = useRef(onEdit);
  latestEdit.current = onEdit;

  useEffect(() => {
    const life = new AbortController();
    const load = async (): Promise<void> => {
      phase.value = 'loading';
      try {
        const { createCodeEditor } = await import('./monaco.ts');
        if (life.signal.aborted || !host.current) return;
        editor.value = createCodeEditor(host.current, theme.peek(), (text) => latestEdit.current(text));
        leaveByEscape(host.current, (open) => (escaped.value = open), life.signal);
        phase.value = 'ready';
      } catch {
        phase.value = 'failed';
      }
    };
    void load();
    return () => {
      life.abort();
      editor.peek()?.dispose();
      editor.value = null;
    };
  }, [tries]);
  useSignalEffect(() => {
    if (shown.value.kind === 'text') editor.value?.show(shown.value.text);
  });
  useSignalEffect(() => {
    const place = pointedAt.value;
    const { value: now } = shown;
    if (place === null || editor.value === null || now.kind !== 'text') return;
    if (now.text.path !== `${place.variant}/${place.file}`) return;
    editor.value.pointAt(place.line);
    pointedAt.value = null;
  });
  useSignalEffect(() => editor.value?.setTheme(theme.value));

  const words = t.workbench.editor;
  return (
    <div class="wb-column">
      <div class="wb-monaco" ref={host} />
      {phase.value === 'loading' && (
        <p class="wb-empty wb-over" role="status">
          {words.loading}
        </p>
      )}
      {phase.value === 'failed' && (
        <div class="wb-empty wb-over" role="alert">
          <p>{words.failed}</p>
          <button type="button" class="wb-button" onClick={() => (attempt.value += 1)}>
            {t.workbench.retry}
          </button>
        </div>
      )}
      <p class="wb-hint" aria-live="polite">
        {escaped.value ? words.tabLeaves : words.escapeHint}
      </p>
    </div>
  );
}
