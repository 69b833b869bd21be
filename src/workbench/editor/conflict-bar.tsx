import { t } from '#i18n/index.ts';
import { useBench } from '../context.ts';
import { Icon } from '../ui/icon.tsx';

/** The file changed on disk while there were unsaved edits here: the learner says which one stays. */
export function ConflictBar({ name }: { name: string }) {
  const { documents } = useBench();
  const words = t.workbench.editor.conflict;
  const keepMine = (): void => {
    documents.resolve(name, 'mine');
    void documents.saveAll();
  };
  return (
    <div class="wb-banner wb-banner-warning" role="alert">
      <Icon name="alert" />
      <div>
        <p>
          <strong>{words.title(name)}</strong> {words.text}
        </p>
        <div class="wb-group">
          <button type="button" class="wb-button" onClick={keepMine}>
            {words.mine}
          </button>
          <button type="button" class="wb-button" onClick={() => documents.resolve(name, 'disk')}>
            {words.disk}
          </button>
        </div>
      </div>
    </div>
  );
}
