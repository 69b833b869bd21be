import { useSignal } from '@preact/signals';
import { t } from '#i18n/index.ts';
import { browserStorage } from '../storage.ts';
import { Icon } from '../ui/icon.tsx';
import { useViews } from './context.ts';
import { Menu } from './menu.tsx';
import { MAX_VIEW_NAME, readSavedViews, removeView, saveView, type SavedView } from './saved-views.ts';

/** Keeps the present view under a name, and brings one back. */
export function SavedViewsMenu() {
  return <Menu title={t.views.saved.title}>{(close) => <Choices close={close} />}</Menu>;
}

function Choices({ close }: { close: () => void }) {
  const { views } = useViews();
  const words = t.views.saved;
  const saved = useSignal<readonly SavedView[]>(readSavedViews(browserStorage));
  const failed = useSignal(false);
  const after = (done: boolean): void => {
    failed.value = !done;
    saved.value = readSavedViews(browserStorage);
  };
  return (
    <div class="vw-form">
      <form
        class="vw-save"
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          const name = String(new FormData(form).get('name')).trim();
          if (name === '') return;
          after(saveView(browserStorage, { name, state: views.state.peek() }));
          if (!failed.peek()) form.reset();
        }}
      >
        <input type="text" name="name" maxLength={MAX_VIEW_NAME} aria-label={words.name} placeholder={words.name} />
        <button type="submit" class="wb-button">
          {words.save}
        </button>
      </form>
      {failed.value && <p role="alert">{words.failed}</p>}
      {saved.value.length === 0 && <p class="wb-muted">{words.none}</p>}
      <ul class="vw-saved" aria-label={words.list}>
        {saved.value.map(({ name, state }) => (
          <li key={name}>
            <button
              type="button"
              class="wb-button wb-quiet"
              onClick={() => {
                views.change(state);
                close();
              }}
            >
              {name}
            </button>
            <button
              type="button"
              class="wb-button wb-quiet wb-square"
              aria-label={words.remove(name)}
              title={words.remove(name)}
              onClick={({ currentTarget }) => {
                // It goes with what it removes.
                currentTarget.closest('.vw-form')?.querySelector('input')?.focus();
                after(removeView(browserStorage, name));
              }}
            >
              <Icon name="cross" />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
