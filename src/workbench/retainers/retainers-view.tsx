import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { t } from '#i18n/index.ts';
import { CancelButton } from '../ui/cancel-button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Progress } from '../ui/progress.tsx';
import { Spoken } from '../ui/spoken.tsx';
import { ClusterItem, type CodeLinks } from './cluster-item.tsx';
import { ownClusters, ownSayEnough } from './own-clusters.ts';
import type { SnapshotSummary } from './protocol.ts';
import { RetainersSearch } from './retainers-search.tsx';
import type { SnapshotReader } from './snapshot-reader.ts';
import './retainers.css';

interface RetainersViewProps {
  readonly reader: SnapshotReader;
  readonly links: CodeLinks;
  /** Name of a source for `npm run retainers`. */
  readonly source: string;
  /** Constructor to begin with, where somebody knows one. */
  readonly suggested?: string | null;
  /** Taking or choosing a snapshot: a place's own. */
  readonly children?: ComponentChildren;
  /** What to know of the code that the paths lead to. */
  readonly note?: ComponentChildren;
  /** What stands here while there is no snapshot. */
  readonly instead: ComponentChildren;
}

/** Who keeps what alive: groups of objects that are held in the same way, with the path from the root to them. */
export function RetainersView(props: RetainersViewProps) {
  const { reader, links, source, suggested = null, children, note, instead } = props;
  const summary = reader.summary.value;
  return (
    <div class="wb-column rt vw">
      <div class="wb-toolbar">
        {children}
        {summary !== null && <p class="wb-muted">{t.retainersPanel.summary(summary.objects, summary.bytes)}</p>}
      </div>
      <Spoken>
        <Working reader={reader} />
      </Spoken>
      {reader.problem.value !== null && (
        <div class="wb-banner wb-banner-warning" role="alert">
          <Icon name="alert" />
          <p class="wb-prose">{reader.problem.value}</p>
        </div>
      )}
      {summary === null && reader.progress.value === null && instead}
      {summary !== null && note}
      {summary !== null && (
        <Results reader={reader} links={links} source={source} suggested={suggested} summary={summary} />
      )}
    </div>
  );
}

function Working({ reader }: { reader: SnapshotReader }) {
  const progress = reader.progress.value;
  if (progress === null) return null;
  const words = t.retainersPanel.progress[progress.phase];
  return (
    <div class="vw-waiting">
      <span>{words}</span>
      <Progress fraction={progress.fraction} label={words} />
      <CancelButton onCancel={reader.cancel} />
    </div>
  );
}

interface ResultsProps extends Pick<RetainersViewProps, 'reader' | 'links' | 'source'> {
  readonly suggested: string | null;
  readonly summary: SnapshotSummary;
}

function Results({ reader, links, source, suggested, summary }: ResultsProps) {
  const words = t.retainersPanel;
  /** Null while nobody has chosen. */
  const onlyMine = useSignal<boolean | null>(null);
  const found = reader.found.value;
  if (found === null) return null;
  const mine = ownClusters(found.clusters, links.isOwn);
  const isOnlyMine = mine.length > 0 && (onlyMine.value ?? ownSayEnough(mine, found.clusters));
  const shown = isOnlyMine ? mine : found.clusters;
  const others = found.clusters.length - mine.length;
  return (
    <>
      <RetainersSearch reader={reader} summary={summary} source={source} suggested={suggested} />
      {mine.length > 0 && others > 0 && (
        <label class="vw-check rt-own">
          <input
            type="checkbox"
            checked={isOnlyMine}
            onChange={({ currentTarget }) => (onlyMine.value = currentTarget.checked)}
          />
          <span>{words.onlyMine(others)}</span>
        </label>
      )}
      <div class="wb-scroll vw-sheet" tabIndex={0} role="region" aria-label={words.label}>
        <Spoken>
          {shown.length > 0 && <p class="vw-footnote">{words.intro(shown.length)}</p>}
          {found.clusters.length === 0 && <p class="wb-empty">{words.none}</p>}
        </Spoken>
        <ol>
          {shown.map((cluster, index) => (
            <ClusterItem
              key={`${index} ${cluster.retainedSize}`}
              cluster={cluster}
              total={summary.bytes}
              links={links}
            />
          ))}
        </ol>
      </div>
    </>
  );
}
