import { useSignal } from '@preact/signals';
import { t } from '#i18n/index.ts';
import type { RunVariant } from '../api.ts';
import { useBench } from '../context.ts';
import { SaveStatus } from './save-status.tsx';
import type { ShownText } from './shown-text.ts';

const VARIANTS: readonly RunVariant[] = ['mine', 'original', 'solution'];

interface EditorToolbarProps {
  readonly view: ShownText;
  readonly name: string;
  /** Told after a reset, with the name of the dated copy. */
  readonly onReset: (keptAs: string | null) => void;
}

export function EditorToolbar({ view, name, onReset }: EditorToolbarProps) {
  const bench = useBench();
  const { documents } = bench;
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
            onClick={() => (view.variant.value = variant)}
          >
            {t.workbench.variant[variant]}
          </button>
        ))}
      </div>
      {mine ? <SaveStatus /> : <span class="wb-muted wb-grow">{words.readOnly}</span>}
      {mine && (
        <div class="wb-group">
          <button
            type="button"
            class="wb-button"
            aria-keyshortcuts="Control+S Meta+S"
            disabled={
              !documents.unsaved.value || documents.inConflict.value || documents.saving.value.kind === 'saving'
            }
            onClick={() => void documents.saveAll()}
          >
            {words.save}
          </button>
          <ResetButton name={name} onReset={onReset} />
        </div>
      )}
    </div>
  );
}

/** Back to the original, in two presses: the second one says what happens to the learner's version. */
function ResetButton({ name, onReset }: { name: string; onReset: (keptAs: string | null) => void }) {
  const bench = useBench();
  const words = t.workbench.editor;
  const asking = useSignal(false);
  const reset = async (): Promise<void> => {
    asking.value = false;
    // What is typed but not saved goes to disk first, so that the dated copy has it too.
    if (!(await bench.documents.saveAll())) return;
    await bench.act('reset', async () => onReset(await bench.documents.reset(name)));
  };
  if (!asking.value) {
    return (
      <button type="button" class="wb-button wb-quiet" onClick={() => (asking.value = true)}>
        {words.reset}
      </button>
    );
  }
  return (
    <span class="wb-group" role="group" aria-label={words.reset}>
      <span>{words.resetQuestion}</span>
      <button type="button" class="wb-button" onClick={() => void reset()}>
        {words.resetConfirm}
      </button>
      <button type="button" class="wb-button wb-quiet" onClick={() => (asking.value = false)}>
        {words.resetCancel}
      </button>
    </span>
  );
}
