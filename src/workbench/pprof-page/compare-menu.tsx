import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '#i18n/index.ts';
import { Menu } from '../views/menu.tsx';
import { compareChoices, type CompareChoice } from './compare-choices.ts';
import type { PageState } from './page-state.ts';

/** Chooses what to compare the open profile with. */
export function CompareMenu({ page }: { page: PageState }) {
  return <Menu title={t.views.diff.title}>{(close) => <Choices page={page} close={close} />}</Menu>;
}

function Choices({ page, close }: { page: PageState; close: () => void }) {
  const input = useRef<HTMLInputElement>(null);
  const choices = useSignal<readonly CompareChoice[]>([]);
  const words = t.pprofPage.compare;
  useEffect(() => {
    void compareChoices(page.source.peek() ?? '', page.places).then((found) => (choices.value = found));
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
