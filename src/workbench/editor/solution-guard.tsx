import { t } from '#i18n/index.ts';
import { Icon } from '../ui/icon.tsx';

/** Whoever comes from elsewhere, by a link to a line, is led here; a panel that comes up only now takes no focus yet. */
function comeForward(title: HTMLElement | null): void {
  if (title === null || title.closest('.wb-editor')?.contains(document.activeElement)) return;
  requestAnimationFrame(() => title.focus());
}

/** The solution cannot be unseen: one question before it. */
export function SolutionGuard({ onShow, onBack }: { onShow: () => void; onBack: () => void }) {
  const words = t.workbench.editor.solutionGuard;
  return (
    <div class="wb-empty wb-over" role="group" aria-label={words.title}>
      <Icon name="lock" />
      <h3 ref={comeForward} tabIndex={-1}>
        {words.title}
      </h3>
      <p>{words.text}</p>
      <div class="wb-group">
        <button type="button" class="wb-button wb-primary" onClick={onBack}>
          {words.back}
        </button>
        <button type="button" class="wb-button" onClick={onShow}>
          {words.show}
        </button>
      </div>
    </div>
  );
}
