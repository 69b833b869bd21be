import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '#i18n/index.ts';
import { formatClock } from '../format.ts';
import { Menu } from '../views/menu.tsx';
import type { PageState } from './page-state.ts';

interface Choice {
  readonly ref: string;
  readonly label: string;
}

/** Chooses what to compare the open profile with. */
export function CompareMenu({ page }: { page: PageState }) {
  return <Menu title={t.views.diff.title}>{(close) => <Choices page={page} close={close} />}</Menu>;
}

function Choices({ page, close }: { page: PageState; close: () => void }) {
  const input = useRef<HTMLInputElement>(null);
  const choices = useSignal<readonly Choice[]>([]);
  const words = t.pprofPage.compare;
  useEffect(() => {
    void choicesOf(page).then((found) => (choices.value = found));
  }, [page]);
  return (
    <div class="vw-form">
      <p class="wb-muted">{words.text}</p>
      <button type="button" class="wb-button" onClick={() => input.current?.click()}>
        {words.file}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={words.file}
        onChange={({ currentTarget }) => {
          page.openFiles([...(currentTarget.files ?? [])], 'base');
          close();
        }}
      />
      <ul class="pp-list">
        {choices.value.map(({ ref, label }) => (
          <li key={ref}>
            <button
              type="button"
              class="pp-link"
              onClick={() => {
                page.compareTo(ref);
                close();
              }}
            >
              {label}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The other captures of the same lab, and what was opened before. */
async function choicesOf({ source, places }: PageState): Promise<readonly Choice[]> {
  const ref = source.peek() ?? '';
  const lab = /^lab:([^/]+)/.exec(ref)?.[1];
  const captures = lab === undefined ? [] : await places.workshop.captures(lab).catch(() => []);
  const recents = await places.recents.list();
  return [
    ...captures.map(({ id, takenAt }) => ({ ref: `lab:${lab}/${id}`, label: `${id} · ${formatClock(takenAt)}` })),
    ...recents.map(({ id, name }) => ({ ref: `file:${id}`, label: name })),
    ...places.examples.map(({ id, label }) => ({ ref: `example:${id}`, label })),
  ].filter((choice) => choice.ref !== ref);
}
