import { useComputed, useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { t } from '#i18n/index.ts';
import { useLatest } from '../../ui/use-latest.ts';
import { useViews } from '../context.ts';
import type { FlameAnswer } from '../engine/protocol.ts';
import { LookButtons } from '../look-buttons.tsx';
import { BoxDetails } from './box-details.tsx';
import { FlameLegend } from './flame-legend.tsx';
import { FlameStage, KEY_ZOOM } from './flame-stage.tsx';
import { FlameTable } from './flame-table.tsx';
import { WHOLE, type Window } from './geometry.ts';
import { originSpot, sceneOf, type Spot } from './scene.ts';
import { isWhole, movedWindow, zoomedWindow } from './window.ts';
import './flame.css';

/** Boxes are numbers into one answer, and so is what is in sight: in another answer they mean nothing. */
interface Of<T> {
  readonly answer: FlameAnswer;
  readonly value: T;
}

/**
 * The flame graph: callers above, callees below. A click or Enter puts that function in the middle, with its callers
 * above and its callees below; arrows walk; Escape shows everything again. What the pointer or the keyboard stands on
 * is told in words below the graph, and aloud. The table says the same in rows.
 */
export function FlameView({ answer: given }: { answer: FlameAnswer }) {
  const { views } = useViews();
  const { pivot, inverted } = views.state.value;
  const answer = useLatest(given);
  const detailsId = useId();
  const width = useSignal(0);
  const focused = useSignal(false);
  const asTable = useSignal(false);
  const looked = useSignal<Of<Window> | null>(null);
  const hoveredIn = useSignal<Of<Spot | null> | null>(null);
  const walkedTo = useSignal<Of<Spot> | null>(null);
  const now = <T,>(of: Of<T> | null): T | null => (of?.answer === answer.value ? of.value : null);
  // Another answer, another graph: it begins whole.
  const window = useComputed(() => now(looked.value) ?? WHOLE);
  const scene = useComputed(() => sceneOf(answer.value, width.value, window.value));
  const hovered = useComputed(() => now(hoveredIn.value));
  const originRow = useComputed(() => (scene.value.rows.length === 0 ? null : scene.value.origin));
  // A zoom leaves it where it is: what is told of it need not be told anew.
  const current = useComputed(
    () => now(walkedTo.value) ?? (originRow.value === null ? null : originSpot(scene.peek())),
  );
  const isAll = useComputed(() => isWhole(window.value));
  const isEmpty = useComputed(() => scene.value.rows.length === 0 && width.value > 0);
  const isSigned = useComputed(() => answer.value.isSigned);
  const words = t.views.flame;

  const hover = (spot: Spot | null): void => {
    const before = hovered.peek();
    const isSame = spot === null ? before === null : spot.row === before?.row && spot.box === before.box;
    if (!isSame) hoveredIn.value = { answer: answer.peek(), value: spot };
  };
  const look = (next: Window): void => void (looked.value = { answer: answer.peek(), value: next });
  const centre = (name: string | null): void => {
    if (name === null) views.change({ pivot: '' });
    else views.change({ pivot: name, selected: name });
  };

  return (
    <div class="wb-column wb-flame">
      <div class="wb-toolbar wb-toolbar-second">
        <FlameLegend isSigned={isSigned.value} />
        <div class="wb-group">
          {!asTable.value && (
            <LookButtons
              step={KEY_ZOOM}
              zoomBy={(factor) => look(zoomedWindow(window.peek(), factor, 0.5))}
              moveBy={(share) => look(movedWindow(window.peek(), share))}
            />
          )}
          <button
            type="button"
            class="wb-button wb-quiet"
            aria-disabled={pivot === '' && isAll.value}
            onClick={() => {
              if (pivot === '' && isAll.value) return;
              look(WHOLE);
              centre(null);
            }}
          >
            {words.reset}
          </button>
          <button
            type="button"
            class="wb-button wb-quiet"
            aria-pressed={inverted}
            disabled={pivot !== ''}
            title={words.invertedMeaning}
            onClick={() => views.change({ inverted: !inverted })}
          >
            {words.inverted}
          </button>
          <button
            type="button"
            class="wb-button wb-quiet"
            aria-pressed={asTable.value}
            onClick={() => (asTable.value = !asTable.value)}
          >
            {words.asTable}
          </button>
        </div>
      </div>
      {isEmpty.value ? (
        <p class="wb-empty">{pivot === '' ? t.views.top.empty : words.noPivot(pivot)}</p>
      ) : asTable.value ? (
        <FlameTable answer={answer.value} scene={scene.value} />
      ) : (
        <FlameStage
          scene={scene}
          window={window}
          width={width}
          isSigned={isSigned}
          hovered={hovered}
          current={current}
          focused={focused}
          detailsId={detailsId}
          look={look}
          hover={hover}
          walkTo={(spot) => (walkedTo.value = { answer: answer.peek(), value: spot })}
          centre={centre}
        />
      )}
      <BoxDetails id={detailsId} answer={answer} scene={scene} hovered={hovered} current={current} focused={focused} />
    </div>
  );
}
