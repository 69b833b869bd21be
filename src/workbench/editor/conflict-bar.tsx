import { t } from '#i18n/index.ts';
import { useBench } from '../context.ts';
import { Icon } from '../ui/icon.tsx';

/** The file changed on disk while there were unsaved edits here: the learner says which one stays. */
export function ConflictBar({ name, onChosen }: { name: string; onChosen: () => void }) {
  const { documents } = useBench();
  const words = t.workbench.editor.conflict;
  const choose = (choice: 'mine' | 'disk'): void => {
    documents.resolve(name, choice);
    if (choice === 'mine') void documents.saveAll();
    onChosen();
  };
  return (
    <div class="wb-banner wb-banner-warning" role="alert">
      <Icon name="alert" />
      <div>
        <p>
          <strong>{words.title(name)}</strong> {words.text}
        </p>
        <div class="wb-group">
          <button type="button" class="wb-button" onClick={() => choose('mine')}>
            {words.mine}
          </button>
          <button type="button" class="wb-button" onClick={() => choose('disk')}>
            {words.disk}
          </button>
        </div>
      </div>
    </div>
  );
}
