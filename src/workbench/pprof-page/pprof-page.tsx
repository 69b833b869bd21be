import type { ReadonlySignal } from '@preact/signals';
import { useSignal } from '@preact/signals';
import { t } from '#i18n/index.ts';
import type { Theme } from '../theme.ts';
import { Icon } from '../ui/icon.tsx';
import { Progress } from '../ui/progress.tsx';
import { originOf } from '../views/flame/origin.ts';
import { ProfileView } from '../views/profile-view.tsx';
import type { CodeLinks } from '../retainers/cluster-item.tsx';
import { RetainersView } from '../retainers/retainers-view.tsx';
import { CompareMenu } from './compare-menu.tsx';
import type { PageState } from './page-state.ts';
import { StartScreen } from './start-screen.tsx';

interface PprofPageProps {
  readonly page: PageState;
  readonly theme: ReadonlySignal<Theme>;
  readonly pixelRatio: ReadonlySignal<number>;
}

/** A file says nothing about where its code is. */
const NO_LINKS: CodeLinks = {
  isOwn: (file) => originOf(file) === 'yours',
  lineOf: () => null,
  declarationOf: () => null,
};

/** The page for any profile. Files can be dropped anywhere on it. */
export function PprofPage({ page, theme, pixelRatio }: PprofPageProps) {
  const over = useSignal(false);
  const { views } = page;
  const isOpen = page.source.value !== null && views.opened.value !== null;
  const words = t.pprofPage;
  return (
    <div
      class="wb pp"
      onDragOver={(event) => {
        if (!event.dataTransfer?.types.includes('Files')) return;
        event.preventDefault();
        over.value = true;
      }}
      onDragLeave={(event) => {
        if (!(event.relatedTarget instanceof Node) || !event.currentTarget.contains(event.relatedTarget))
          over.value = false;
      }}
      onDrop={(event) => {
        event.preventDefault();
        over.value = false;
        void page.openFiles([...(event.dataTransfer?.files ?? [])], 'profile');
      }}
    >
      {page.problem.value !== null && (
        <div class="wb-banner wb-banner-warning" role="alert">
          <Icon name="alert" />
          <p>{page.problem.value}</p>
          <button
            type="button"
            class="wb-button wb-quiet wb-square"
            aria-label={t.workbench.dismiss}
            title={t.workbench.dismiss}
            onClick={page.dismiss}
          >
            <Icon name="cross" />
          </button>
        </div>
      )}
      {page.fetching.value !== null && (
        <div class="vw-waiting" role="status">
          <span>{page.fetching.value}</span>
          <Progress fraction={null} label={page.fetching.value} />
        </div>
      )}
      {page.snapshotName.value !== null ? (
        <RetainersView
          reader={page.snapshot}
          links={NO_LINKS}
          source={page.snapshotName.value}
          instead={<p class="wb-empty">{t.retainersPanel.what}</p>}
        >
          <button type="button" class="wb-button" onClick={() => page.open(null)}>
            {words.another}
          </button>
          <strong class="pp-name" title={page.snapshotName.value}>
            {page.snapshotName.value}
          </strong>
        </RetainersView>
      ) : isOpen ? (
        <ProfileView scene={{ views, theme, pixelRatio }}>
          <button type="button" class="wb-button" onClick={() => page.open(null)}>
            {words.another}
          </button>
          <strong class="pp-name" title={views.opened.value?.name}>
            {views.opened.value?.name}
          </strong>
          <CompareMenu page={page} />
        </ProfileView>
      ) : (
        <StartScreen page={page} />
      )}
      {over.value && (
        <div class="pp-over" aria-hidden="true">
          {words.dropHere}
        </div>
      )}
    </div>
  );
}
