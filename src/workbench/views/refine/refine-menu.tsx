import { useSignal } from '@preact/signals';
import { useId, useRef } from 'preact/hooks';
import { t } from '#i18n/index.ts';
import { Spoken } from '../../ui/spoken.tsx';
import { useViews } from '../context.ts';
import { Menu } from '../menu.tsx';
import { searchFor, searchPattern } from '../search.ts';
import { withOptions } from '../state.ts';
import { FILTERS, NO_FILTERS, refinedBy, type FilterKey } from './filters.ts';

/** Narrows the profile down by an expression, as pprof's own menu does. */
export function RefineMenu() {
  const { views } = useViews();
  const words = t.views.refine;
  const key = useSignal<FilterKey>('focus');
  /** Untouched, it is what is being searched for. */
  const typed = useSignal<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const { search } = views.state.value;
  const text = typed.value ?? (search === '' ? '' : searchPattern(search));
  const wrong = searchFor(text).kind === 'bad';
  return (
    <Menu title={words.title}>
      {(close) => (
        <form
          class="vw-form"
          onSubmit={(event) => {
            event.preventDefault();
            const expression = text.trim();
            if (expression === '' || wrong) return field.current?.focus();
            const state = views.state.peek();
            const { options } = withOptions(state, refinedBy(state.options, key.value, expression));
            views.change({ options, search: typed.value === null ? '' : search });
            typed.value = null;
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
          <div>
            <label class="vw-field">
              <span>{words.expression}</span>
              <input
                ref={field}
                type="text"
                spellcheck={false}
                autocapitalize="off"
                aria-describedby={wrong ? `${id}-meaning ${id}-wrong` : `${id}-meaning`}
                aria-invalid={wrong}
                placeholder={placeholderOf(key.value)}
                value={text}
                onInput={({ currentTarget }) => (typed.value = currentTarget.value)}
              />
            </label>
            <Spoken>
              {wrong && (
                <p id={`${id}-wrong`} class="wb-danger">
                  {words.wrong}
                </p>
              )}
            </Spoken>
          </div>
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

function placeholderOf(key: FilterKey): string {
  const words = t.views.refine;
  if (key === 'tagShow' || key === 'tagHide') return words.tagKeyPlaceholder;
  return key.startsWith('tag') ? words.tagPlaceholder : words.placeholder;
}
