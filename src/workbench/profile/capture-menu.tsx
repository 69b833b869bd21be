import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { CaptureProfile } from '#server/contract.ts';
import { t } from '#i18n/index.ts';
import { useBench } from '../context.ts';
import { CancelButton } from '../ui/cancel-button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Progress } from '../ui/progress.tsx';
import { Menu } from '../views/menu.tsx';
import { chosenOf, DEFAULT_SECONDS, kindsOf, MOST_SECONDS } from './capture-kinds.ts';
import type { Recording } from './capturing.ts';

interface CaptureMenuProps {
  readonly onCaptured: (profile: CaptureProfile) => void;
}

/**
 * Records a profile: the button takes the kind that was chosen last, at first the one that this lab is about; the menu
 * beside it says what each is good for.
 */
export function CaptureMenu({ onCaptured }: CaptureMenuProps) {
  const { run, lab, capturing } = useBench();
  const words = t.workbench.captures;
  const chosen = useSignal<CaptureProfile | null>(null);
  const seconds = useSignal<Readonly<Partial<Record<CaptureProfile, number>>>>(DEFAULT_SECONDS);
  const ready = run.state.value.kind === 'ready';
  const now = capturing.now.value;
  // Not `disabled`: whoever records by keys stands on the button meanwhile.
  const canRecord = ready && now === null;
  const kinds = kindsOf(lab.value?.profilers ?? { promises: false, external: false, fd: false });
  const kind = chosenOf(kinds, chosen.value ?? lab.value?.evidence.profile);
  const length = kind.records ? (seconds.value[kind.profile] ?? 1) : 0;
  return (
    <div class="wb-split-button">
      <button
        type="button"
        class="wb-button wb-primary"
        aria-disabled={!canRecord}
        title={ready ? words.kinds[kind.profile].use : words.needsLab}
        onClick={async () => {
          if (!canRecord) return;
          if ((await capturing.record(kind.profile, length)) !== null) onCaptured(kind.profile);
        }}
      >
        <Icon name="camera" />
        {now === null ? words.captureOf(words.kinds[kind.profile].name) : words.capturing}
      </button>
      <Menu title={words.choose} label={words.chooseLabel}>
        {(close) => (
          <div class="vw-form">
            <ul class="wb-kinds">
              {kinds.map(({ profile, isOff, records }) => (
                <li key={profile}>
                  <button
                    type="button"
                    class="wb-kind"
                    aria-pressed={profile === kind.profile}
                    aria-disabled={isOff}
                    onClick={() => {
                      if (isOff) return;
                      chosen.value = profile;
                      if (!records) close();
                    }}
                  >
                    <strong>{words.kinds[profile].name}</strong>
                    <span>{isOff ? words.off : words.kinds[profile].use}</span>
                    {!isOff && <span class="wb-muted">{words.cost(words.kinds[profile].cost)}</span>}
                  </button>
                </li>
              ))}
            </ul>
            {kind.records && (
              <SecondsField
                seconds={length}
                onChange={(wished) => (seconds.value = { ...seconds.value, [kind.profile]: wished })}
              />
            )}
          </div>
        )}
      </Menu>
      {now !== null && <Recorded now={now} />}
    </div>
  );
}

function SecondsField({ seconds, onChange }: { seconds: number; onChange: (seconds: number) => void }) {
  /** Stays as it is typed: on the way to a number it is nothing, or less than is meant. */
  const typed = useSignal<string | null>(null);
  return (
    <label class="vw-field">
      <span>{t.workbench.captures.seconds(MOST_SECONDS)}</span>
      <input
        type="number"
        min="1"
        max={MOST_SECONDS}
        value={typed.value ?? String(seconds)}
        onInput={({ currentTarget: { value } }) => {
          typed.value = value;
          onChange(Math.min(Math.max(Math.round(Number(value)) || 1, 1), MOST_SECONDS));
        }}
        onBlur={() => (typed.value = null)}
      />
    </label>
  );
}

const TICK_MS = 200;

/** How far a recording is, and the way out of it. */
function Recorded({ now }: { now: Recording }) {
  const { capturing } = useBench();
  const words = t.workbench.captures;
  const elapsed = useSignal(0);
  useEffect(() => {
    const ticking = setInterval(() => (elapsed.value = Date.now() - now.startedAt), TICK_MS);
    return () => clearInterval(ticking);
  }, [now]);
  const left = Math.ceil(now.seconds - elapsed.value / 1_000);
  const said = now.seconds === 0 || left <= 0 ? words.capturing : words.recording(left);
  return (
    <span class="wb-recording">
      <Progress fraction={now.seconds === 0 ? null : elapsed.value / 1_000 / now.seconds} label={words.capturing} />
      <span class="wb-figure wb-muted">{said}</span>
      <CancelButton onCancel={capturing.cancel} />
    </span>
  );
}
