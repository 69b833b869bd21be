import { t } from '#i18n/index.ts';
import { formatCount } from '../format.ts';
import { useViews } from './context.ts';
import type { ViewAnswer } from './engine/protocol.ts';
import { foundIn } from './found.ts';
import { searchFor, searchPattern, type Search } from './search.ts';
import { withOptions } from './state.ts';

/** Finds functions in the present view; Enter makes the search a focus, as in pprof. */
export function SearchBox({ answer }: { answer: ViewAnswer | null }) {
  const { views } = useViews();
  const words = t.views.search;
  const { search } = views.state.value;
  const wanted = searchFor(search);
  return (
    <form
      class="vw-search"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        if (search === '' || wanted.kind === 'bad') return;
        views.change({
          search: '',
          options: withOptions(views.state.peek(), { focus: searchPattern(search) }).options,
        });
      }}
    >
      <input
        type="search"
        spellcheck={false}
        autocapitalize="off"
        aria-label={words.label}
        title={words.hint}
        placeholder={words.placeholder}
        aria-invalid={wanted.kind === 'bad'}
        value={search}
        onInput={({ currentTarget }) => views.change({ search: currentTarget.value }, 'touch')}
      />
      <output class="wb-muted wb-figure">
        {wanted.kind === 'bad' ? <span class="wb-danger">{words.bad}</span> : countText(answer, wanted)}
      </output>
    </form>
  );
}

/** How many of what the view shows match. */
function countText(answer: ViewAnswer | null, wanted: Search): string {
  if (answer === null || wanted.kind !== 'regexp') return '';
  const counts = foundIn(answer, wanted.test);
  return counts === null ? '' : t.views.search.count(formatCount(counts.found), formatCount(counts.all));
}
