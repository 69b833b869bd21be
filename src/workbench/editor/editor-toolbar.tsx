import { batch, useSignal } from '@preact/signals';
import { t } from '#i18n/index.ts';
import type { RunVariant } from '../api.ts';
import { useBench } from '../context.ts';
import { focusOnShow } from '../ui/focus-on-show.ts';
import type { ResetNews } from './reset-notice.tsx';
import { SaveStatus } from './save-status.tsx';
import type { ShownText } from './shown-text.ts';

const VARIANTS: readonly RunVariant[] = ['mine', 'original', 'solution'];

interface EditorToolbarProps {
  readonly view: ShownText;
  readonly name: string;
  readonly onFormat: () => void;
  /** Told after a reset. */
  readonly onReset: (news: ResetNews) => void;
}

export function EditorToolbar({ view, name, onFormat, onReset }: EditorToolbarProps) {
  const { documents } = useBench();
  const words = t.workbench.editor;
  const mine = view.variant.value === 'mine';
  return (
    <div class="wb-toolbar">
      {view.names.value.length > 1 && (
        <select aria-label={words.file} value={name} onChange={({ currentTarget }) => view.choose(currentTarget.value)}>
          {view.names.value.map((other) => (
            <option key={other}>{other}</option>
          ))}
        </select>
      )}
      <div class="wb-segments" role="group" aria-label={words.version}>
        {VARIANTS.map((variant) => (
          <button
            key={variant}
            type="button"
            aria-pressed={view.variant.value === variant}
            onClick={() => show(view, variant)}
          >
            {t.workbench.variant[variant]}
          </button>
        ))}
      </div>
      <CompareChoice view={view} />
      {mine ? <SaveStatus /> : <span class="wb-muted wb-grow">{words.readOnly}</span>}
      {mine && (
        <div class="wb-group">
          {documents.saving.value.kind === 'failed' && (
            <button type="button" class="wb-button" onClick={() => void documents.saveAll()}>
              {words.save}
            </button>
          )}
          <button type="button" class="wb-button wb-quiet" aria-keyshortcuts="Shift+Alt+F" onClick={onFormat}>
            {words.format}
          </button>
          <ResetButton name={name} onReset={onReset} />
        </div>
      )}
    </div>
  );
}

/** Another version than the shown one, to see what differs. */
function CompareChoice({ view }: { view: ShownText }) {
  const words = t.workbench.editor.compare;
  return (
    <select
      class="wb-compare"
      aria-label={words.label}
      value={view.comparedWith.value ?? ''}
      onChange={({ currentTarget }) =>
        (view.comparedWith.value = VARIANTS.find((variant) => variant === currentTarget.value) ?? null)
      }
    >
      <option value="">{words.none}</option>
      {VARIANTS.filter((variant) => variant !== view.variant.value).map((variant) => (
        <option key={variant} value={variant}>
          {words.with(t.workbench.variant[variant])}
        </option>
      ))}
    </select>
  );
}

/** A version is not compared with itself: the other one of the two takes its place. */
function show(view: ShownText, variant: RunVariant): void {
  batch(() => {
    if (view.comparedWith.peek() === variant) view.comparedWith.value = view.variant.peek();
    view.variant.value = variant;
  });
}

/** Back to the original, in two presses: the second one says what happens to the learner's version. */
function ResetButton({ name, onReset }: Pick<EditorToolbarProps, 'name' | 'onReset'>) {
  const bench = useBench();
  const words = t.workbench.editor;
  const phase = useSignal<'idle' | 'asking' | 'answered'>('idle');
  const reset = async (): Promise<void> => {
    phase.value = 'answered';
    await bench.act('reset', async () => {
      // What is typed but not saved goes to disk first, so that the dated copy has it too.
      if (!(await bench.documents.saveAll())) return;
      const before = bench.documents.open.peek().get(name)?.text ?? '';
      onReset({ name, before, keptAs: await bench.documents.reset(name) });
    });
  };
  if (phase.value !== 'asking') {
    return (
      <button
        type="button"
        class="wb-button wb-quiet"
        ref={phase.value === 'answered' ? focusOnShow : null}
        onClick={() => (phase.value = 'asking')}
      >
        {words.reset}
      </button>
    );
  }
  return (
    <span class="wb-group" role="group" aria-label={words.resetQuestion}>
      <span>{words.resetQuestion}</span>
      <button type="button" class="wb-button" ref={focusOnShow} onClick={() => void reset()}>
        {words.resetConfirm}
      </button>
      <button type="button" class="wb-button wb-quiet" onClick={() => (phase.value = 'answered')}>
        {words.resetCancel}
      </button>
    </span>
  );
}
