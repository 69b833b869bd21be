import { useMemo } from 'preact/hooks';
import type { CaptureProfile } from '#server/contract.ts';
import { t } from '#i18n/index.ts';
import { useBench } from '../context.ts';
import { createProfileEngine } from '../views/engine/profile-engine.ts';
import { TracePanel } from '../trace/trace-panel.tsx';
import { ProfileView } from '../views/profile-view.tsx';
import { INITIAL_STATE, toQuery } from '../views/state.ts';
import { createViews, type Views } from '../views/store.ts';
import { CaptureMenu } from './capture-menu.tsx';
import { CapturesList } from './captures-list.tsx';
import { areComparable, createShownCaptures, type ShownCaptures } from './shown-captures.ts';

/** Profiles of the running lab: take one, choose one, read it, compare it with an earlier one. */
export function ProfilePanel() {
  const bench = useBench();
  const { run, lifetime, theme, pixelRatio } = bench;
  const labId = bench.lab.peek()?.id ?? 'vazou';
  const { views, shown } = useMemo(() => {
    const engine = createProfileEngine(lifetime);
    const onEndComparison = (): void => shown.compareTo(null);
    const views = createViews({ engine, initial: INITIAL_STATE, lifetime, onEndComparison });
    const shown = createShownCaptures({ ...bench, labId }, run.captures, views);
    return { views, shown };
  }, [bench, labId]);

  return (
    <ProfileView
      scene={{ views, theme, pixelRatio }}
      instead={
        shown.trace.value === null ? (
          <Nothing shown={shown} />
        ) : (
          <TracePanel file={shown.trace.value} scene={{ theme, pixelRatio }} />
        )
      }
    >
      <CaptureMenu onCaptured={(profile) => lookAt(views, profile)} />
      {run.captures.value.length > 0 && <Choices labId={labId} shown={shown} views={views} />}
    </ProfileView>
  );
}

/** What waits has a view of its own, which says nothing about other profiles. */
function lookAt(views: Views, profile: CaptureProfile): void {
  const hasWaits = profile === 'goroutine' || profile === 'block';
  if (hasWaits) views.change({ view: 'waits' });
  else if (views.state.peek().view === 'waits') views.change({ view: 'top' });
}

function Choices({ labId, shown, views }: { labId: string; shown: ShownCaptures; views: Views }) {
  const { captures } = useBench().run;
  const words = t.workbench.profile;
  const capture = shown.capture.value;
  const others = captures.value.filter((other) => areComparable(other, capture));
  const query = toQuery(views.state.value);
  if (capture !== null) query.set('src', `lab:${labId}/${capture.id}`);
  if (shown.base.value !== null) query.set('base', `lab:${labId}/${shown.base.value.id}`);
  return (
    <>
      <CapturesList
        label={t.workbench.captures.label}
        captures={captures.value}
        selected={capture?.id ?? ''}
        onChoose={shown.choose}
      />
      {others.length > 0 && (
        <CapturesList
          label={words.compare}
          none={words.compareNone}
          captures={others}
          selected={shown.base.value?.id ?? ''}
          onChoose={(id) => shown.compareTo(id === '' ? null : id)}
        />
      )}
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
  if (shown.capture.value === null) {
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
