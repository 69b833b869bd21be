import { t } from '#i18n/index.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useViews } from '../context.ts';
import type { ViewState } from '../state.ts';
import { withOptions } from '../state.ts';
import { exactly, refinedBy, type FilterKey } from './filters.ts';

const REFINEMENTS = ['focus', 'ignore', 'hide', 'show', 'showFrom'] as const satisfies FilterKey[];

/** What can be done with the selected function, the same in every view. */
export function SelectionBar() {
  const { views, suspect } = useViews();
  const { selected, view } = views.state.value;
  const words = t.views.selection;
  if (selected === '') return null;
  const refine = (key: FilterKey): void => {
    const state = views.state.peek();
    views.change({ options: withOptions(state, refinedBy(state.options, key, exactly(selected))).options });
  };
  const go = (next: Partial<ViewState>): void => views.change({ search: '', ...next });
  return (
    <section class="vw-selection" aria-label={words.label}>
      <code class="vw-selected-name" title={selected}>
        {selected}
      </code>
      <CopyButton text={selected} what={words.copyWhat} />
      <div class="wb-group">
        {suspect !== undefined && (
          <button
            type="button"
            class="wb-button wb-quiet"
            aria-pressed={suspect.now.value === selected}
            title={words.suspectMeaning}
            onClick={() => suspect.name(selected)}
          >
            {words.suspect}
          </button>
        )}
        {REFINEMENTS.map((key) => (
          <button
            key={key}
            type="button"
            class="wb-button wb-quiet"
            title={t.views.refine.meaning[key]}
            onClick={() => refine(key)}
          >
            {key === 'showFrom' ? 'show from' : key}
          </button>
        ))}
        <span class="vw-divider" aria-hidden="true" />
        {view !== 'flame' && (
          <button type="button" class="wb-button wb-quiet" onClick={() => go({ view: 'flame', pivot: selected })}>
            {words.inFlame}
          </button>
        )}
        {view !== 'peek' && (
          <button type="button" class="wb-button wb-quiet" onClick={() => go({ view: 'peek' })}>
            {words.inPeek}
          </button>
        )}
        {view !== 'source' && (
          <button type="button" class="wb-button wb-quiet" onClick={() => go({ view: 'source' })}>
            {words.inSource}
          </button>
        )}
      </div>
      <button
        type="button"
        class="wb-button wb-quiet wb-square vw-close"
        aria-label={words.clear}
        title={words.clear}
        onClick={() => views.change({ selected: '' }, 'touch')}
      >
        <Icon name="cross" />
      </button>
    </section>
  );
}
