import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { t } from '#i18n/index.ts';
import { useBench } from '../context.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Icon } from '../ui/icon.tsx';
import { CapturesList } from './captures-list.tsx';
import { FlameView } from './flame/flame-view.tsx';
import { captureFileName, goCommand } from './go-command.ts';
import { createProfileReader } from './profile-reader.ts';
import type { ProfileView } from './protocol.ts';
import { SampleTypeMenu } from './sample-type-menu.tsx';
import { createShownProfile, type ShownProfile } from './shown-profile.ts';
import { DEFAULT_ORDER, type TopOrder } from './top-order.ts';
import { TopTable } from './top-table.tsx';
import './profile.css';

/** Heap profiles of the running lab: take one, choose one, read it. */
export function ProfilePanel() {
  const { api, run, lifetime } = useBench();
  const { captures } = run;
  const profile = useMemo(
    () => createShownProfile(api, captures, createProfileReader(lifetime), lifetime),
    [api, captures, lifetime],
  );
  const words = t.workbench.profile;
  const shown = profile.shown.value;

  return (
    <div class="wb-column wb-profile">
      <div class="wb-toolbar">
        <CaptureButton />
        {captures.value.length > 0 && (
          <CapturesList captures={captures.value} selected={profile.capture.value} onChoose={profile.choose} />
        )}
        {shown.kind === 'view' && <SampleTypeMenu view={shown.view} onChoose={profile.chooseSampleType} />}
      </div>
      {shown.kind === 'none' && (
        <div class="wb-empty">
          <p>{words.empty}</p>
          <p class="wb-muted">{words.emptyNext}</p>
        </div>
      )}
      {shown.kind === 'loading' && (
        <p class="wb-empty" role="status">
          {words.loading}
        </p>
      )}
      {shown.kind === 'failed' && (
        <div class="wb-empty" role="alert">
          <p>{shown.message}</p>
          <button type="button" class="wb-button" onClick={profile.retry}>
            {t.workbench.retry}
          </button>
        </div>
      )}
      {shown.kind === 'view' && <Views profile={profile} view={shown.view} />}
    </div>
  );
}

function CaptureButton() {
  const bench = useBench();
  const words = t.workbench.captures;
  const ready = bench.run.state.value.kind === 'ready';
  const capturing = bench.pending.value === 'capture';
  return (
    <button
      type="button"
      class="wb-button wb-primary"
      disabled={!ready || bench.pending.value !== null}
      title={ready ? words.captureMeaning : words.needsLab}
      onClick={() => void bench.act('capture', () => bench.api.capture())}
    >
      <Icon name="camera" />
      {capturing ? words.capturing : words.capture}
    </button>
  );
}

function Views({ profile, view }: { profile: ShownProfile; view: ProfileView }) {
  const { lab, api } = useBench();
  const words = t.workbench.profile;
  const order = useSignal<TopOrder>(DEFAULT_ORDER);
  const capture = profile.capture.value;
  const mode = profile.mode.value;
  if (!capture) return null;
  const fileName = captureFileName(lab.value?.id ?? 'vazou', capture);
  const command = goCommand(fileName, view.selected.type, mode, order.value);
  return (
    <>
      <div class="wb-toolbar wb-toolbar-second">
        <div class="wb-segments" role="group" aria-label={words.mode}>
          {(['top', 'flame'] as const).map((other) => (
            <button
              key={other}
              type="button"
              aria-pressed={mode === other}
              onClick={() => (profile.mode.value = other)}
            >
              {words.modes[other]}
            </button>
          ))}
        </div>
        <span class="wb-command">
          <code title={`${words.command}: ${command}`}>{command}</code>
          <CopyButton text={command} what={words.commandWhat} />
        </span>
        <a class="wb-button wb-quiet" href={api.captureUrl(capture.id)} download={fileName}>
          <Icon name="download" />
          {words.download}
        </a>
      </div>
      {view.rows.length === 0 ? (
        <p class="wb-empty">{words.noSamples}</p>
      ) : mode === 'top' ? (
        <TopTable view={view} order={order} marked={profile.marked} />
      ) : (
        <FlameView key={view} view={view} marked={profile.marked} />
      )}
    </>
  );
}
