import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '#i18n/index.ts';
import { formatBytes, formatClock } from '../format.ts';
import { Icon } from '../ui/icon.tsx';
import { offeredChoices, type OfferedChoice } from './offered-choices.ts';
import type { PageState } from './page-state.ts';
import type { RecentFile } from './recent-files.ts';
import type { Example } from './sources.ts';

/** The fixed version is there to be compared with. */
const isOfALeak = ({ id }: Example): boolean => !id.endsWith('.solution');

/** What the command line brought, what was opened before, as far as this browser keeps it, and the examples. */
export function RecentsCard({ page }: { page: PageState }) {
  const words = t.pprofPage.recents;
  const { workshop, recents, examples } = page.places;
  const kept = useSignal<readonly RecentFile[]>([]);
  const offered = useSignal<readonly OfferedChoice[]>([]);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    void recents.list().then((found) => (kept.value = found));
    void offeredChoices(workshop).then((found) => (offered.value = found));
  }, [workshop, recents]);
  const forget = async (id: string): Promise<void> => {
    // Its button goes: the focus stays beside it.
    title.current?.focus();
    await recents.remove(id);
    kept.value = await recents.list();
  };
  return (
    <section class="pp-card">
      <h2 ref={title} tabIndex={-1}>
        {words.title}
      </h2>
      {kept.value.length === 0 && <p class="wb-muted">{words.none}</p>}
      <ul class="pp-list">
        {offered.value.map(({ ref, name, from }) => (
          <li key={ref}>
            <button type="button" class="pp-link" onClick={() => page.open(ref)}>
              {name}
            </button>
            <span class="wb-muted">{from}</span>
          </li>
        ))}
        {kept.value.map(({ id, name, openedAt, file }) => (
          <li key={id}>
            <button type="button" class="pp-link" onClick={() => page.open(`file:${id}`)}>
              {name}
            </button>
            <span class="wb-muted">{words.facts(formatClock(openedAt), formatBytes(file.size))}</span>
            <button
              type="button"
              class="wb-button wb-quiet wb-square"
              aria-label={words.remove(name)}
              title={words.remove(name)}
              onClick={() => void forget(id)}
            >
              <Icon name="cross" />
            </button>
          </li>
        ))}
        {examples.filter(isOfALeak).map(({ id, label }) => (
          <li key={id}>
            <button type="button" class="pp-link" onClick={() => page.open(`example:${id}`)}>
              {label}
            </button>
            <span class="wb-muted">{t.pprofPage.example}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
