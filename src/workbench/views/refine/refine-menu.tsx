import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { t } from '#i18n/index.ts';
import { useViews } from '../context.ts';
import { Menu } from '../menu.tsx';
import { searchFor } from '../search.ts';
import { withOptions } from '../state.ts';
import { FILTERS, NO_FILTERS, refinedBy, type FilterKey } from './filters.ts';

/** Narrows the profile down by an expression, as pprof's own menu does. */
export function RefineMenu() {
  const { views } = useViews();
  const words = t.views.refine;
  const key = useSignal<FilterKey>('focus');
  const text = useSignal('');
  const id = useId();
  const wrong = searchFor(text.value).kind === 'bad';
  return (
    <Menu title={words.title}>
      {(close) => (
        <form
          class="vw-form"
          onSubmit={(event) => {
            event.preventDefault();
            const expression = text.value.trim();
            if (expression === '' || wrong) return;
            const state = views.state.peek();
            views.change({ options: withOptions(state, refinedBy(state.options, key.value, expression)).options });
            text.value = '';
            close();
          }}
        >
          <label class="vw-field">
            <span>{words.kind}</span>
            <select value={key.value} onChange={({ currentTarget }) => (key.value = currentTarget.value as FilterKey)}>
              {FILTERS.map((filter) => (
                <option key={filter.key} value={filter.key}>
                  {filter.name}
                </option>
              ))}
            </select>
          </label>
          <p class="wb-muted" id={`${id}-meaning`}>
            {words.meaning[key.value]}
          </p>
          <label class="vw-field">
            <span>{words.expression}</span>
            <input
              type="text"
              spellcheck={false}
              autocapitalize="off"
              aria-describedby={`${id}-meaning`}
              aria-invalid={wrong}
              placeholder={key.value.startsWith('tag') ? words.tagPlaceholder : words.placeholder}
              value={text.value}
              onInput={({ currentTarget }) => (text.value = currentTarget.value)}
            />
          </label>
          {wrong && <p class="wb-danger">{words.wrong}</p>}
          <div class="wb-group">
            <button type="submit" class="wb-button wb-primary">
              {words.apply}
            </button>
            <button
              type="button"
              class="wb-button"
              onClick={() => {
                views.change({ options: withOptions(views.state.peek(), NO_FILTERS).options });
                close();
              }}
            >
              {words.reset}
            </button>
          </div>
        </form>
      )}
    </Menu>
  );
}
