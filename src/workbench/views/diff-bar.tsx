import { t } from '#i18n/index.ts';
import { Icon } from '../ui/icon.tsx';
import { useViews } from './context.ts';
import { focusView } from './focus-view.ts';

/** What is being compared with what, in words, and how to end it. */
export function DiffBar() {
  const { views } = useViews();
  const base = views.base.value;
  const words = t.views.diff;
  if (base === null) return null;
  return (
    <div class="vw-diff">
      <p>{words.comparing(base.name, views.opened.value?.name ?? '')}</p>
      <label class="vw-check">
        <input
          type="checkbox"
          checked={views.state.value.normalize}
          onChange={({ currentTarget }) => views.change({ normalize: currentTarget.checked })}
        />
        <span title={words.normalizeMeaning}>{words.normalize}</span>
      </label>
      <button
        type="button"
        class="wb-button wb-quiet"
        onClick={({ currentTarget }) => {
          focusView(currentTarget);
          views.endComparison();
        }}
      >
        <Icon name="cross" />
        {words.end}
      </button>
    </div>
  );
}
