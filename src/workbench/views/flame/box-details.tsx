import type { ReadonlySignal } from '@preact/signals';
import { t } from '#i18n/index.ts';
import type { FlameAnswer } from '../engine/protocol.ts';
import { shortFile } from '../short-file.ts';
import { boxFigures } from './box-figures.ts';
import type { Scene, Spot } from './scene.ts';

interface BoxDetailsProps {
  readonly id: string;
  readonly answer: ReadonlySignal<FlameAnswer>;
  readonly scene: ReadonlySignal<Scene>;
  readonly hovered: ReadonlySignal<Spot | null>;
  readonly current: ReadonlySignal<Spot | null>;
  /** Read aloud while the keyboard is in the graph. */
  readonly focused: ReadonlySignal<boolean>;
}

/** What the pointer or the keyboard stands on. */
export function BoxDetails({ id, answer, scene, hovered, current, focused }: BoxDetailsProps) {
  const spot = hovered.value ?? current.value;
  return (
    <p id={id} class="wb-flame-details" aria-live={focused.value ? 'polite' : 'off'}>
      <BoxWords answer={answer.value} scene={scene.peek()} spot={spot} />
    </p>
  );
}

/** One box of the flame graph in words: its function, file, and its values. */
function BoxWords({ answer, scene, spot }: { answer: FlameAnswer; scene: Scene; spot: Spot | null }) {
  const words = t.views.flame;
  const layout = spot === null ? undefined : scene.rows[spot.row]?.layout;
  if (spot === null || layout === undefined) return null;
  const { box } = spot;
  const info = box === 0 ? null : layout.frames[layout.frame[box]!]!;
  const { cum, cumShare, flat, flatShare, sides } = boxFigures(answer, layout, box);
  return (
    <>
      <strong>{info ? info.name : words.root}</strong>
      {info && info.file !== '' && (
        <span class="wb-muted" title={info.file}>
          {shortFile(info.file)}
        </span>
      )}
      <span class="wb-figure">
        {sides === null ? words.details(cum, cumShare, flat, flatShare) : words.change(sides.before, sides.after, cum)}
      </span>
    </>
  );
}
