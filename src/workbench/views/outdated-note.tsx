import { t } from '#i18n/index.ts';
import { Icon } from '../ui/icon.tsx';
import { useViews } from './context.ts';

/** Said where lines are shown, or lead into the editor, that may not be those that ran. */
export function OutdatedNote() {
  const { views } = useViews();
  return views.opened.value?.isOutdated?.value === true ? <OutdatedWarning /> : null;
}

export function OutdatedWarning() {
  return (
    <div class="wb-banner wb-banner-warning">
      <Icon name="alert" />
      <p class="wb-prose">{t.views.source.outdated}</p>
    </div>
  );
}
