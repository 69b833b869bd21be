import { useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '#i18n/index.ts';

interface DrawingNoteProps {
  /** Why there is no drawing; null while it is on its way. */
  readonly trouble: string | null;
  readonly onCancel: () => void;
  readonly onRetry: () => void;
}

/** Stands in the place of the drawing. One button for both, so that the focus stays while one note follows the other. */
export function DrawingNote({ trouble, onCancel, onRetry }: DrawingNoteProps) {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const pressed = button.current;
    return () => {
      if (document.activeElement === pressed) pressed?.closest<HTMLElement>('.vw-graph-frame')?.focus();
    };
  }, []);
  return (
    <div class="wb-empty">
      <p role={trouble === null ? 'status' : 'alert'}>{trouble ?? t.views.graph.drawing}</p>
      <button ref={button} type="button" class="wb-button" onClick={trouble === null ? onCancel : onRetry}>
        {trouble === null ? t.views.progress.cancel : t.workbench.retry}
      </button>
    </div>
  );
}
