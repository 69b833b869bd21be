import { t } from '#i18n/index.ts';
import { useBench } from '../context.ts';

export interface ResetNews {
  readonly name: string;
  /** What the learner had. */
  readonly before: string;
  /** Name of the dated copy that keeps it; null when it was the original. */
  readonly keptAs: string | null;
}

/** After a reset: where the learner's version is, and the way back. */
export function ResetNotice({ news, onClose }: { news: ResetNews; onClose: () => void }) {
  const { documents } = useBench();
  const words = t.workbench.editor;
  if (news.keptAs === null) return null;
  const undo = (): void => {
    documents.edit(news.name, news.before);
    void documents.saveAll();
    onClose();
  };
  return (
    <div class="wb-banner">
      <p>{words.keptAs(news.keptAs)}</p>
      <button type="button" class="wb-button" onClick={undo}>
        {words.undoReset}
      </button>
      <button type="button" class="wb-button wb-quiet" onClick={onClose}>
        {t.workbench.dismiss}
      </button>
    </div>
  );
}
