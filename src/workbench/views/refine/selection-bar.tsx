import { t } from '#i18n/index.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useViews } from '../context.ts';
import { focusView } from '../focus-view.ts';
import { selectedNames, selectionPattern } from '../selection.ts';
import type { ViewState } from '../state.ts';
import { withOptions } from '../state.ts';
import { refinedBy, type FilterKey } from './filters.ts';
import './refine.css';

const REFINEMENTS = ['focus', 'ignore', 'hide', 'show', 'showFrom'] as const satisfies FilterKey[];

/** What can be done with the selected functions, the same in every view. */
export function SelectionBar() {
  const { views, suspect } = useViews();
  const state = views.state.value;
  const { selected, also, view, options } = state;
  // A file can be filtered by, and is no function.
  const isFunction = options.granularity !== 'files';
  const words = t.views.selection;
  const names = selectedNames(state);
  if (selected === '') return null;
  const refine = (key: FilterKey): void => {
    views.change({ options: withOptions(state, refinedBy(options, key, selectionPattern(state))).options });
  };
  const go = (next: Partial<ViewState>, pressed: HTMLElement): void => {
    focusView(pressed);
    views.change({ search: '', ...next });
  };
  return (
    <section class="vw-selection" aria-label={words.label}>
      <code class="vw-selected-name" title={names.join('\n')}>
        {selected}
      </code>
      {also.length > 0 && <span class="wb-muted">{words.also(also.length)}</span>}
      <CopyButton text={names.join('\n')} what={words.copyWhat(names.length)} />
      <div class="wb-group">
        {suspect !== undefined && isFunction && (
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
        {view !== 'flame' && isFunction && (
          <button
            type="button"
            class="wb-button wb-quiet"
            onClick={({ currentTarget }) => go({ view: 'flame', pivot: selected }, currentTarget)}
          >
            {words.inFlame}
          </button>
        )}
        {view !== 'peek' && (
          <button
            type="button"
            class="wb-button wb-quiet"
            onClick={({ currentTarget }) => go({ view: 'peek' }, currentTarget)}
          >
            {words.inPeek}
          </button>
        )}
        {view !== 'source' && isFunction && (
          <button
            type="button"
            class="wb-button wb-quiet"
            onClick={({ currentTarget }) => go({ view: 'source' }, currentTarget)}
          >
            {words.inSource}
          </button>
        )}
      </div>
      <button
        type="button"
        class="wb-button wb-quiet wb-square vw-close"
        aria-label={words.clear}
        title={words.clear}
        onClick={({ currentTarget }) => {
          focusView(currentTarget);
          views.change({ selected: '' }, 'touch');
        }}
      >
        <Icon name="cross" />
      </button>
    </section>
  );
}
