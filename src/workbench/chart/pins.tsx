import type { ReadonlySignal } from '@preact/signals';
import type { Capture } from '#server/contract.ts';
import { t } from '#i18n/index.ts';
import { useBench } from '../context.ts';
import { formatClock } from '../format.ts';
import { captureTitle } from '../profile/capture-title.ts';
import { pinPlaces } from './pin-places.ts';
import type { TimeScale } from './plot.ts';

/** The captures of the run, each where it was taken. One opens it, two compare them. */
export function Pins({ scale }: { scale: ReadonlySignal<TimeScale | null> }) {
  const { run, choice, panel } = useBench();
  const words = t.workbench.chart.pins;
  if (scale.value === null) return null;
  const places = pinPlaces(run.captures.value, scale.value);
  const isPicked = ({ id }: Capture): boolean =>
    choice.base.value?.id === id || (choice.isChosen.value && choice.capture.value?.id === id);
  return (
    <div class="wb-pins" role="group" aria-label={words.label}>
      {places.map(({ capture, number, x, shift }) => {
        const title = words.title(number, captureTitle(capture), formatClock(capture.takenAt));
        return (
          <button
            key={capture.id}
            type="button"
            class="wb-pin"
            style={{ left: `${x + shift}px` }}
            aria-pressed={isPicked(capture)}
            aria-label={title}
            title={`${title}. ${words.how}`}
            onClick={() => {
              choice.toggle(capture.id);
              panel.value = 'profile';
            }}
          >
            {number}
          </button>
        );
      })}
      {places.map(({ capture, x }) => (
        <span key={capture.id} class="wb-pin-line" style={{ left: `${x}px` }} aria-hidden="true" />
      ))}
    </div>
  );
}
