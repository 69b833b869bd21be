import { computed, useSignalEffect } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { CaptureProfile } from '#server/contract.ts';
import { t } from '#i18n/index.ts';
import { useBench } from '../context.ts';
import { createProfileEngine } from '../views/engine/profile-engine.ts';
import { TracePanel } from '../trace/trace-panel.tsx';
import { ProfileView } from '../views/profile-view.tsx';
import { toQuery } from '../views/state.ts';
import { createViews, type Views } from '../views/store.ts';
import { CaptureMenu } from './capture-menu.tsx';
import { CapturesMenu } from './captures-menu.tsx';
import { createShownCaptures, type ShownCaptures } from './shown-captures.ts';

/** Profiles of the running lab: take one, choose one, read it, compare it with an earlier one. */
export function ProfilePanel() {
  const bench = useBench();
  const { run, address, diagnosis, lifetime, theme, pixelRatio } = bench;
  const labId = bench.lab.peek()?.id ?? 'vazou';
  const { views, shown, suspect } = useMemo(() => {
    const engine = createProfileEngine(lifetime);
    const onEndComparison = (): void => bench.choice.compareTo(null);
    const views = createViews({
      engine,
      initial: address.view.peek(),
      lifetime,
      onChange: address.keepView,
      onEndComparison,
    });
    const shown = createShownCaptures({ ...bench, labId }, bench.choice, views);
    const suspect = {
      now: computed(() => {
        const given = diagnosis.given.value;
        return given?.kind === 'suspect' ? given.name : null;
      }),
      name: (name: string) => diagnosis.give({ kind: 'suspect', name }),
    };
    return { views, shown, suspect };
  }, [bench, labId]);
  useSignalEffect(() => views.restore(address.view.value));

  return (
    <ProfileView
      scene={{ views, theme, pixelRatio, suspect }}
      instead={
        shown.trace.value === null ? (
          <Nothing shown={shown} />
        ) : (
          <TracePanel file={shown.trace.value} scene={{ theme, pixelRatio }} />
        )
      }
    >
      <CaptureMenu onCaptured={(profile) => lookAt(views, profile)} />
      {run.captures.value.length > 0 && <Choices labId={labId} views={views} />}
    </ProfileView>
  );
}

/** What waits has a view of its own, which says nothing about other profiles. */
function lookAt(views: Views, profile: CaptureProfile): void {
  const hasWaits = profile === 'goroutine' || profile === 'block';
  if (hasWaits) views.change({ view: 'waits' });
  else if (views.state.peek().view === 'waits') views.change({ view: 'top' });
}

function Choices({ labId, views }: { labId: string; views: Views }) {
  const { choice } = useBench();
  const words = t.workbench.profile;
  const capture = choice.capture.value;
  const query = toQuery(views.state.value);
  if (capture !== null) query.set('src', `lab:${labId}/${capture.id}`);
  if (choice.base.value !== null) query.set('base', `lab:${labId}/${choice.base.value.id}`);
  return (
    <>
      <CapturesMenu labId={labId} />
      {capture?.profile !== 'trace' && (
        <a
          class="wb-button wb-quiet"
          href={`${import.meta.env.BASE_URL.replace(/\/?$/, '/')}pprof/?${query}`}
          target="_blank"
        >
          {words.wholePage}
        </a>
      )}
    </>
  );
}

/** What stands in the place of a profile while there is none. */
function Nothing({ shown }: { shown: ShownCaptures }) {
  const { choice } = useBench();
  const words = t.workbench.profile;
  if (shown.problem.value !== null) {
    return (
      <div class="wb-empty" role="alert">
        <p>{shown.problem.value}</p>
        <button type="button" class="wb-button" onClick={shown.retry}>
          {t.workbench.retry}
        </button>
      </div>
    );
  }
  if (choice.capture.value === null) {
    return (
      <div class="wb-empty">
        <p>{words.empty}</p>
        <p class="wb-muted">{words.emptyNext}</p>
      </div>
    );
  }
  return (
    <p class="wb-empty" role="status">
      {words.loading}
    </p>
  );
}
