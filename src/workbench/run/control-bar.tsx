import type { LabState } from '#server/contract.ts';
import { t } from '#i18n/index.ts';
import type { RunVariant } from '../api.ts';
import { useBench } from '../context.ts';
import { Icon } from '../ui/icon.tsx';
import { Words } from '../ui/words.tsx';
import { Addresses } from './addresses.tsx';
import { LabStatus } from './lab-status.tsx';
import { LoadControl } from './load-control.tsx';
import './run.css';

const VARIANTS: readonly RunVariant[] = ['mine', 'original', 'solution'];

/** What runs, and the switches: start, stop, restart, whose code, load, GC. */
export function ControlBar() {
  const state = useBench().run.state.value;
  return (
    <section class="wb-controls" aria-label={t.workbench.controls.title}>
      <div class="wb-row">
        <LabStatus state={state} />
        <RunButtons state={state} />
      </div>
      <div class="wb-row">
        <LoadControl />
        <CollectGarbage />
      </div>
      <Addresses />
    </section>
  );
}

function RunButtons({ state }: { state: LabState }) {
  const bench = useBench();
  const words = t.workbench.controls;
  // Not `disabled`: whoever asks by keys stands on the button until it is done.
  const busy = bench.pending.value !== null;
  const canLaunch = !busy && state.kind !== 'starting' && state.kind !== 'stopping';
  const canStop = !busy && (state.kind === 'ready' || state.kind === 'starting');
  return (
    <div class="wb-group">
      <label class="wb-field">
        <span class="wb-field-name">{words.variant}</span>
        <select
          value={bench.variant.value}
          onChange={({ currentTarget }) => (bench.variant.value = currentTarget.value as RunVariant)}
        >
          {VARIANTS.map((variant) => (
            <option key={variant} value={variant}>
              {t.workbench.variant[variant]}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        class={`wb-button ${state.kind === 'ready' ? '' : 'wb-primary'}`}
        aria-disabled={!canLaunch}
        onClick={() => canLaunch && void bench.launch()}
      >
        <Icon name={state.kind === 'ready' ? 'restart' : 'play'} />
        <span class={state.kind === 'ready' ? 'wb-squeezable' : ''}>{launchWords(state, bench.variant.value)}</span>
      </button>
      <button
        type="button"
        class="wb-button"
        aria-disabled={!canStop}
        onClick={() => canStop && void bench.act('stop', () => bench.api.stop())}
      >
        <Icon name="stop" />
        <span class="wb-squeezable">{words.stop}</span>
      </button>
    </div>
  );
}

/** A restart on other code than what runs names it: that is what the choice was made for. */
function launchWords(state: LabState, wanted: RunVariant): string {
  const words = t.workbench.controls;
  if (state.kind === 'dead') return words.restart;
  if (state.kind !== 'ready') return words.start;
  return state.variant === wanted ? words.restart : words.restartWith(t.workbench.variant[wanted]);
}

function CollectGarbage() {
  const bench = useBench();
  const words = t.workbench.controls;
  const ready = bench.run.state.value.kind === 'ready';
  const canCollect = ready && bench.pending.value === null;
  return (
    <button
      type="button"
      class="wb-button"
      title={ready ? words.gcMeaning : words.needsLab}
      aria-disabled={!canCollect}
      onClick={() => canCollect && void bench.act('gc', () => bench.api.gc())}
    >
      <Icon name="sweep" />
      {bench.pending.value === 'gc' ? words.gcRunning : <Words long={words.gc} short={words.gcShort} />}
    </button>
  );
}
