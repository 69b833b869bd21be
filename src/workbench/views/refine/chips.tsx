import { t } from '#i18n/index.ts';
import { Icon } from '../../ui/icon.tsx';
import { useViews } from '../context.ts';
import { focusView } from '../focus-view.ts';
import { withOptions } from '../state.ts';
import { activeFilters, NO_FILTERS, type ActiveFilter } from './filters.ts';
import './refine.css';

/** Every filter in force, each to be taken back alone. */
export function Chips() {
  const { views } = useViews();
  const words = t.views.refine;
  const filters = activeFilters(views.state.value.options);
  if (filters.length === 0) return null;
  const set = (options: Parameters<typeof withOptions>[1]): void =>
    views.change({ options: withOptions(views.state.peek(), options).options });
  return (
    <ul class="vw-chips" aria-label={words.active}>
      {filters.map((filter: ActiveFilter) => (
        <li key={filter.key}>
          <button
            type="button"
            class="vw-chip"
            onClick={({ currentTarget }) => {
              focusBeside(currentTarget);
              set({ [filter.key]: '' });
            }}
            title={words.remove}
          >
            <span>
              {filter.name}=<code>{filter.value}</code>
            </span>
            <span class="wb-sr-only">: {words.remove}</span>
            <Icon name="cross" />
          </button>
        </li>
      ))}
      <li>
        <button
          type="button"
          class="wb-button wb-quiet"
          onClick={({ currentTarget }) => {
            focusView(currentTarget);
            set(NO_FILTERS);
          }}
        >
          {words.reset}
        </button>
      </li>
    </ul>
  );
}

/** The next chip, else the one before; the last one leaves the view. */
function focusBeside(chip: HTMLElement): void {
  const chips = [...(chip.closest('ul')?.querySelectorAll<HTMLElement>('.vw-chip') ?? [])];
  const at = chips.indexOf(chip);
  const beside = chips[at + 1] ?? chips[at - 1];
  if (beside === undefined) focusView(chip);
  else beside.focus();
}
