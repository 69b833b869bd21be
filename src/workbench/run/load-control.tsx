import { useRef } from 'preact/hooks';
import { t } from '#i18n/index.ts';
import { useBench } from '../context.ts';
import { Icon } from '../ui/icon.tsx';
import { Progress } from '../ui/progress.tsx';
import { Words } from '../ui/words.tsx';

/** Sends the scenario's load, tells how far it is, stops it. */
export function LoadControl() {
  const bench = useBench();
  const words = t.workbench.load;
  const load = bench.run.load.value;
  const ready = bench.run.state.value.kind === 'ready';
  const idle = bench.pending.value === null;
  const canLoad = ready && idle;
  const first = useRef<HTMLButtonElement>(null);

  if (load && ready) {
    return (
      <div class="wb-group wb-grow wb-loading">
        <button
          type="button"
          class="wb-button"
          aria-disabled={!idle}
          onClick={() => idle && void bench.act('stop-load', () => bench.api.stopLoad())}
        >
          <Icon name="stop" />
          <Words long={words.stop} short={words.stopShort} />
        </button>
        <Progress fraction={load.total === null ? null : load.sent / load.total} label={words.progress} />
        <span class="wb-figure wb-load-figures">{words.figures(load)}</span>
      </div>
    );
  }
  const burst = bench.lab.value?.burst;
  return (
    <div class="wb-group">
      <button
        ref={first}
        type="button"
        class="wb-button"
        aria-disabled={!canLoad}
        title={ready ? undefined : words.needsLab}
        onClick={() => canLoad && void bench.act('load', () => bench.api.load())}
      >
        <Icon name="load" />
        {burst === undefined ? (
          words.start
        ) : (
          <Words long={words.startBurst(burst)} short={words.startBurstShort(burst)} />
        )}
      </button>
      <button
        type="button"
        class="wb-button"
        aria-disabled={!canLoad}
        title={ready ? words.endlessMeaning : words.needsLab}
        onClick={() => {
          if (!canLoad) return;
          // This one goes while it loads; the other is the one to stop it then.
          first.current?.focus();
          void bench.act('load', () => bench.api.load(null));
        }}
      >
        <Words long={words.endless} short={words.endlessShort} />
      </button>
    </div>
  );
}
