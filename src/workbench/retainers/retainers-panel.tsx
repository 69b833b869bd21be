import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { LabState } from '#server/contract.ts';
import { t } from '#i18n/index.ts';
import { useBench } from '../context.ts';
import { formatClock } from '../format.ts';
import { isOutdated } from '../outdated.ts';
import { Icon } from '../ui/icon.tsx';
import { OutdatedWarning } from '../views/outdated-note.tsx';
import { createLabLinks } from './lab-links.ts';
import { RetainersView } from './retainers-view.tsx';
import { createSnapshotReader } from './snapshot-reader.ts';

/** Who keeps what alive in the running lab: takes a heap snapshot, says what it costs, and shows the paths. */
export function RetainersPanel() {
  const bench = useBench();
  const { documents, lab, lifetime, run } = bench;
  const reader = useMemo(() => createSnapshotReader(lifetime), [lifetime]);
  const links = useMemo(() => createLabLinks(bench), [bench]);
  const words = t.retainersPanel;
  const id = lab.value?.id ?? '';
  const state = run.state.value;
  const isReady = state.kind === 'ready';
  const process = useSignal<Extract<LabState, { kind: 'ready' }> | null>(null);
  const takenOf = reader.summary.value === null ? null : process.value;
  const isReading = reader.progress.value !== null;
  const take = (): void => {
    if (state.kind !== 'ready' || isReading) return;
    links.ran.value = state.variant;
    process.value = state;
    reader.open({ kind: 'lab', url: bench.api.heapSnapshotUrl });
  };
  return (
    <RetainersView
      reader={reader}
      links={links}
      source={id}
      suggested={lab.value?.evidence.constructorName ?? null}
      note={takenOf !== null && isOutdated(takenOf, documents.code.value) && <OutdatedWarning />}
      instead={
        <div class="wb-empty">
          <p>{words.what}</p>
          <p class="wb-muted">{words.cost}</p>
        </div>
      }
    >
      <button
        type="button"
        class="wb-button wb-primary"
        aria-disabled={!isReady || isReading}
        title={isReady ? words.cost : t.workbench.captures.needsLab}
        onClick={take}
      >
        <Icon name="camera" />
        {reader.summary.value === null ? words.take : words.takeAgain}
      </button>
      {takenOf !== null && (
        <p class="wb-muted">
          {words.taken(t.workbench.variant[takenOf.variant], formatClock(reader.takenAt.value ?? 0))}{' '}
          {!(state.kind === 'ready' && state.pid === takenOf.pid) && <strong>{words.gone}</strong>}
        </p>
      )}
    </RetainersView>
  );
}
