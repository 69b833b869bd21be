import type { ReadonlySignal } from '@preact/signals';
import { t } from '#i18n/index.ts';
import type { Theme } from '../theme.ts';
import { CancelButton } from '../ui/cancel-button.tsx';
import { DismissibleBanner } from '../ui/dismissible-banner.tsx';
import { useHandOn } from '../ui/hand-on.ts';
import { Progress } from '../ui/progress.tsx';
import { Spoken } from '../ui/spoken.tsx';
import { originOf } from '../views/flame/origin.ts';
import { ProfileView } from '../views/profile-view.tsx';
import type { CodeLinks } from '../retainers/cluster-item.tsx';
import { RetainersView } from '../retainers/retainers-view.tsx';
import { CompareMenu } from './compare-menu.tsx';
import type { PageState } from './page-state.ts';
import { StartScreen } from './start-screen.tsx';
import { useDroppedFiles } from './use-dropped-files.ts';

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

/** The page for any profile. Files can be dropped anywhere in its window. */
export function PprofPage({ page, theme, pixelRatio }: PprofPageProps) {
  const isOver = useDroppedFiles((files) => page.openFiles(files, 'profile'));
  const { views } = page;
  const isOpen = page.source.value !== null && views.opened.value !== null;
  const words = t.pprofPage;
  return (
    <div class="wb pp" tabIndex={-1}>
      {page.problem.value !== null && (
        <DismissibleBanner role="alert" words={page.problem.value} onDismiss={page.dismiss} />
      )}
      <Spoken>
        {page.notice.value !== null && <DismissibleBanner words={page.notice.value} onDismiss={page.dismiss} />}
      </Spoken>
      <Spoken>
        {page.errand.words.value !== null && <UnderWay words={page.errand.words.value} onCancel={page.errand.cancel} />}
      </Spoken>
      <Spoken>
        {page.fetching.value !== null && (
          <div class="vw-waiting">
            <span>{page.fetching.value}</span>
            <Progress fraction={null} label={page.fetching.value} />
          </div>
        )}
      </Spoken>
      {page.snapshotName.value !== null ? (
        <RetainersView
          reader={page.snapshot}
          links={NO_LINKS}
          source={page.snapshotName.value}
          instead={<p class="wb-empty">{t.retainersPanel.what}</p>}
        >
          <Another onPress={() => page.open(null)} />
          <strong class="pp-name" title={page.snapshotName.value}>
            {page.snapshotName.value}
          </strong>
        </RetainersView>
      ) : isOpen ? (
        <ProfileView scene={{ views, theme, pixelRatio }}>
          <Another onPress={() => page.open(null)} />
          <strong class="pp-name" title={views.opened.value?.name}>
            {views.opened.value?.name}
          </strong>
          <CompareMenu page={page} />
        </ProfileView>
      ) : (
        <StartScreen page={page} />
      )}
      {isOver.value && (
        <div class="pp-over" aria-hidden="true">
          {words.dropHere}
        </div>
      )}
    </div>
  );
}

function Another({ onPress }: { onPress: () => void }) {
  return (
    <button ref={useHandOn()} type="button" class="wb-button" onClick={onPress}>
      {t.pprofPage.another}
    </button>
  );
}

/** What takes its time, and the way out of it. */
function UnderWay({ words, onCancel }: { words: string; onCancel: () => void }) {
  return (
    <div class="vw-waiting">
      <span>{words}</span>
      <Progress fraction={null} label={words} />
      <CancelButton onCancel={onCancel} />
    </div>
  );
}
