import { useSignal, useSignalEffect, type Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '#i18n/index.ts';
import { useBench } from '../context.ts';
import { LoadingCover } from '../ui/loading-cover.tsx';
import { leaveByEscape } from '../ui/leave-by-escape.ts';
import type { CodeEditor } from './monaco.ts';
import type { MarkedLine } from '../verdict/own-diagnosis.ts';
import { EditorFooter } from './editor-footer.tsx';
import type { ShownText } from './shown-text.ts';

interface CodeViewProps {
  readonly view: ShownText;
  /** The learner changed their own text. */
  readonly onEdit: (text: string) => void;
  readonly editor: Signal<CodeEditor | null>;
  /** What covers the text. */
  readonly children: ComponentChildren;
}

/** Monaco, loaded when this is first built. */
export function CodeView({ view, onEdit, editor, children }: CodeViewProps) {
  const { theme, pointedAt, diagnosis, runnable } = useBench();
  const { shown, base } = view;
  const host = useRef<HTMLDivElement>(null);
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
        const fileOf = (line: number): MarkedLine => ({ file: view.name.peek() ?? '', line });
        editor.value = createCodeEditor(host.current, theme.peek(), {
          onEdit: (text) => latestEdit.current(text),
          onSuspect: (line) => view.variant.peek() === 'mine' && diagnosis.toggle(fileOf(line)),
          onSuspectMoved: (line) => diagnosis.move(fileOf(line)),
          onSyntax: (sound) => (runnable.value = sound),
        });
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
    const other = base.value;
    editor.value?.compareWith(other?.kind === 'text' && shown.value.kind === 'text' ? other.text : null);
  });
  useSignalEffect(() => {
    const marked = diagnosis.marked.value;
    const isHere = marked !== null && view.variant.value === 'mine' && marked.file === view.name.value;
    editor.value?.markSuspect(isHere ? marked.line : null);
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
  // Behind what is not there yet, or not to be seen, still stands the text before it: no key shall get to that.
  const isCovered = shown.value.kind !== 'text' || (base.value !== null && base.value.kind !== 'text');
  return (
    <>
      <div class="wb-editor-body">
        <div class="wb-monaco" ref={host} inert={isCovered} />
        <LoadingCover phase={phase.value} words={words} onRetry={() => (attempt.value += 1)} />
        {children}
      </div>
      <EditorFooter hint={escaped.value ? words.tabLeaves : words.escapeHint} toText={() => editor.peek()?.focus()} />
    </>
  );
}
