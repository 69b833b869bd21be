import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { warningText } from '#pprof/warning.ts';
import { t } from '#i18n/index.ts';
import { CancelButton } from '../ui/cancel-button.tsx';
import { useHandOn } from '../ui/hand-on.ts';
import { Icon } from '../ui/icon.tsx';
import { Progress } from '../ui/progress.tsx';
import { Spoken } from '../ui/spoken.tsx';
import { useViews, ViewsContext, type ViewsScene } from './context.ts';
import { DetailsMenu } from './details-menu.tsx';
import { DiffBar } from './diff-bar.tsx';
import type { ViewAnswer } from './engine/protocol.ts';
import { FileLine } from './file-line.tsx';
import { FlameView } from './flame/flame-view.tsx';
import { isSearched } from './found.ts';
import { GraphView } from './graph/graph-view.tsx';
import { OptionsMenu } from './options-menu.tsx';
import { Chips } from './refine/chips.tsx';
import { RefineMenu } from './refine/refine-menu.tsx';
import { SelectionBar } from './refine/selection-bar.tsx';
import { SavedViewsMenu } from './saved-views-menu.tsx';
import { SampleTypeMenu } from './sample-type-menu.tsx';
import { SearchBox } from './search-box.tsx';
import { shownType } from './shown-type.ts';
import { PeekView } from './text/peek-view.tsx';
import { RawView } from './text/raw-view.tsx';
import { SourceView } from './text/source-view.tsx';
import { TagsView } from './text/tags-view.tsx';
import { TracesView } from './text/traces-view.tsx';
import { WaitsView } from './text/waits-view.tsx';
import { TopTable } from './top/top-table.tsx';
import { ViewTabs } from './view-tabs.tsx';
import './views.css';

interface ProfileViewProps {
  readonly scene: ViewsScene;
  /** Choosing what is open: a place's own. */
  readonly children?: ComponentChildren;
  /** What stands in the place of the views while there is no profile. */
  readonly instead?: ComponentChildren;
}

/** A profile and everything that can be seen in it: the same in a lesson, in the workbench and on its own page. */
export function ProfileView({ scene, children, instead }: ProfileViewProps) {
  const { views } = scene;
  const id = useId();
  const summary = views.summary.value;
  const given = views.answer.value;
  const { view } = views.state.value;
  const answer = given?.kind === view ? given : null;
  const trouble = views.trouble.value;
  return (
    <ViewsContext.Provider value={scene}>
      <div class="wb-column wb-profile vw">
        <div class="wb-toolbar">
          {children}
          {summary !== null && (
            <>
              <SampleTypeMenu summary={summary} />
              <RefineMenu />
              <OptionsMenu unit={shownType(summary, views.state.value.options.sampleIndex).unit} />
              <SavedViewsMenu />
              <DetailsMenu summary={summary} />
            </>
          )}
        </div>
        <Spoken>
          <DiffBar />
        </Spoken>
        {summary !== null && (
          <>
            <div class="vw-tabs-row">
              <ViewTabs id={id} />
              {isSearched(view) && <SearchBox answer={answer} />}
            </div>
            <Chips />
          </>
        )}
        <Spoken>
          <Waiting />
        </Spoken>
        {views.opened.value === null && instead}
        {trouble !== null && <TroubleNote />}
        {summary !== null && (
          <>
            <div class="wb-column" role="tabpanel" tabIndex={-1} id={`${id}-panel`} aria-labelledby={`${id}-${view}`}>
              {answer !== null && (trouble === null || trouble.cancelled) && (
                <>
                  {answer.warnings.map((warning) => (
                    <p key={warningText(warning)} class="vw-footnote">
                      {warning.kind === 'no-match'
                        ? t.views.noMatch(warning.filter)
                        : t.views.warning(warningText(warning))}
                    </p>
                  ))}
                  <Answer answer={answer} />
                </>
              )}
            </div>
            <SelectionBar />
            <FileLine summary={summary} />
          </>
        )}
      </div>
    </ViewsContext.Provider>
  );
}

function Answer({ answer }: { answer: ViewAnswer }) {
  switch (answer.kind) {
    case 'top':
      return <TopTable answer={answer} />;
    case 'waits':
      return <WaitsView answer={answer} />;
    case 'flame':
      return <FlameView answer={answer} />;
    case 'graph':
      return <GraphView answer={answer} />;
    case 'peek':
      return <PeekView answer={answer} />;
    case 'source':
      return <SourceView answer={answer} />;
    case 'traces':
      return <TracesView answer={answer} />;
    case 'tags':
      return <TagsView answer={answer} />;
    case 'raw':
      return <RawView answer={answer} />;
  }
}

/** What the worker is at; a moment passes before it shows, so that quick answers do not flicker. */
function Waiting() {
  const { views } = useViews();
  const progress = views.progress.value;
  if (progress === null) return null;
  const words = t.views.progress[progress.phase];
  return (
    <div class="vw-waiting">
      <span>{words}</span>
      <Progress fraction={progress.fraction} label={words} />
      <CancelButton onCancel={views.cancel} />
    </div>
  );
}

function TroubleNote() {
  const { views } = useViews();
  const { message, ofFile, cancelled } = views.trouble.value!;
  return (
    <div ref={useHandOn()} class={`wb-banner ${cancelled ? '' : 'wb-banner-warning'}`} role="alert">
      <Icon name="alert" />
      <div>
        <p class="wb-prose">{message}</p>
        <div class="wb-group">
          {ofFile && !cancelled ? (
            views.base.value !== null && (
              <button type="button" class="wb-button" onClick={() => views.endComparison()}>
                {t.views.diff.end}
              </button>
            )
          ) : (
            <button type="button" class="wb-button" onClick={views.retry}>
              {t.workbench.retry}
            </button>
          )}
        </div>
      </div>
    </div>
  );
}
