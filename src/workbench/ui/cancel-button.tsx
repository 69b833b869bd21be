import { t } from '#i18n/index.ts';
import { useHandOn } from './hand-on.ts';

/** The way out of what takes its time; it goes away together with that. */
export function CancelButton({ onCancel }: { onCancel: () => void }) {
  return (
    <button ref={useHandOn()} type="button" class="wb-button wb-quiet" onClick={onCancel}>
      {t.views.progress.cancel}
    </button>
  );
}
