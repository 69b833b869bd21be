import { useSignal } from '@preact/signals';
import { useEffect, useId, useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '#i18n/index.ts';
import { isShortcut } from '../../ui/is-shortcut.ts';
import { useViews } from '../context.ts';
import type { GraphAnswer, GraphBox } from '../engine/protocol.ts';
import { LookButtons } from '../look-buttons.tsx';
import { matches, searchFor } from '../search.ts';
import { isBesides, isSelected, picked } from '../selection.ts';
import { fitted, moved, READABLE_SCALE, showing, zoomed, type Camera, type Size } from './camera.ts';
import { BoxWords } from './box-words.tsx';
import { DrawingNote } from './drawing-note.tsx';
import { boxBeside } from './graph-walk.ts';
import { Minimap } from './minimap.tsx';
import { followPointers } from './pointers.ts';
import { useDrawing } from './use-drawing.ts';
import './graph.css';

const KEY_ZOOM = 1.25;

/**
 * The call graph. Drag, wheel, pinch or the buttons move it; a press on a box, or the arrows, selects a function:
 * up to the heaviest caller, down to the heaviest callee, left and right to its neighbours.
 */
export function GraphView({ answer }: { answer: GraphAnswer }) {
  const { views } = useViews();
  const state = views.state.value;
  const { selected, also, search } = state;
  const words = t.views.graph;
  const frame = useRef<HTMLDivElement>(null);
  const holder = useRef<SVGGElement>(null);
  const { state: drawing, cancel, retry } = useDrawing(answer);
  const camera = useSignal<Camera>({ scale: 1, x: 0, y: 0 });
  const view = useSignal<Size>({ width: 0, height: 0 });
  const focused = useSignal(false);
  /** Several boxes can be of the selected function: the one that was chosen last. */
  const stood = useSignal(-1);
  const detailsId = useId();

  useEffect(() => {
    const element = frame.current!;
    const resizing = new ResizeObserver(
      () => (view.value = { width: element.clientWidth, height: element.clientHeight }),
    );
    resizing.observe(element);
    return () => resizing.disconnect();
  }, [view]);

  const drawn = drawing.kind === 'drawn' ? drawing.drawing : null;
  useLayoutEffect(() => {
    holder.current?.replaceChildren(...(drawn === null ? [] : [drawn.content]));
    if (drawn !== null) camera.value = fitted(drawn.size, sizeOf(frame.current!), READABLE_SCALE);
  }, [drawn]);

  useEffect(() => {
    if (drawn === null) return;
    const wanted = searchFor(search);
    for (const { element, index } of drawn.boxes) {
      const { name, functionName } = answer.boxes[index]!;
      element.classList.toggle('vw-selected', isSelected(state, functionName));
      element.classList.toggle('vw-found', matches(wanted, name));
    }
  }, [drawn, selected, also, search]);

  useEffect(() => {
    if (drawn === null) return undefined;
    return followPointers(frame.current!, {
      move: (dx, dy) => (camera.value = moved(camera.value, dx, dy, drawn.size, view.value)),
      zoom: (factor, point) => (camera.value = zoomed(camera.value, factor, point)),
    });
  }, [drawn]);

  const middle = (): { x: number; y: number } => ({ x: view.value.width / 2, y: view.value.height / 2 });
  const zoomBy = (factor: number): void => void (camera.value = zoomed(camera.value, factor, middle()));
  const fit = (): void => {
    if (drawn !== null) camera.value = fitted(drawn.size, view.value);
  };
  const selectBox = (index: number): void => {
    const box = drawn?.boxes.find((candidate) => candidate.index === index);
    const name = answer.boxes[index]?.functionName;
    if (box === undefined || name === undefined) return;
    camera.value = showing(camera.value, box, view.value);
    stood.value = index;
    views.change({ selected: name }, 'touch');
  };
  const isCurrent = (box: GraphBox | undefined): boolean => box?.functionName === selected;
  const current = isCurrent(answer.boxes[stood.value]) ? stood.value : answer.boxes.findIndex(isCurrent);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isShortcut(event)) return;
    if (event.key === '+' || event.key === '=') zoomBy(KEY_ZOOM);
    else if (event.key === '-') zoomBy(1 / KEY_ZOOM);
    else if (event.key === '0') fit();
    else if (event.key === 'Escape' && selected !== '') views.change({ selected: '' }, 'touch');
    else if (event.key.startsWith('Arrow') && drawn !== null) selectBox(boxBeside(answer, drawn, current, event.key));
    else return;
    event.preventDefault();
  };

  const { scale, x, y } = camera.value;
  // The minimap moves it by a press, for who does not drag.
  const isBeyond =
    drawn !== null && (drawn.size.width * scale > view.value.width || drawn.size.height * scale > view.value.height);
  return (
    <div class="wb-column vw-graph">
      <div class="wb-toolbar wb-toolbar-second">
        <p class="wb-muted vw-hint">{words.hint(answer.boxes.length)}</p>
        <div class="wb-group">
          <LookButtons step={KEY_ZOOM} zoomBy={zoomBy} />
          <button type="button" class="wb-button wb-quiet" onClick={fit}>
            {words.fit}
          </button>
        </div>
      </div>
      <div
        class="vw-graph-frame vw-sheet"
        ref={frame}
        tabIndex={0}
        role="application"
        aria-roledescription={words.role}
        aria-label={words.label}
        aria-describedby={detailsId}
        onKeyDown={onKeyDown}
        onFocus={() => (focused.value = true)}
        onBlur={() => (focused.value = false)}
        onClick={(event) => {
          const node = event.target instanceof Element ? event.target.closest('g.node') : null;
          const box = drawn?.boxes.find(({ element }) => element === node);
          const name = box && answer.boxes[box.index]?.functionName;
          if (box === undefined || name === undefined) return;
          stood.value = box.index;
          views.change(isBesides(event) ? picked(views.state.peek(), name, true) : { selected: name }, 'touch');
        }}
      >
        <svg class="vw-graph-svg" width="100%" height="100%" aria-hidden="true">
          <g ref={holder} transform={`translate(${x} ${y}) scale(${scale})`} />
        </svg>
        {drawing.kind !== 'drawn' && (
          <DrawingNote trouble={drawing.kind === 'failed' ? drawing.message : null} onCancel={cancel} onRetry={retry} />
        )}
        {drawn !== null && answer.boxes.length === 0 && <p class="wb-empty">{words.empty}</p>}
        {drawn !== null && isBeyond && (
          <Minimap
            drawing={drawn}
            camera={camera.value}
            view={view.value}
            onGo={(left, top) =>
              (camera.value = { scale, x: view.value.width / 2 - left * scale, y: view.value.height / 2 - top * scale })
            }
          />
        )}
      </div>
      <p id={detailsId} class="wb-flame-details" aria-live={focused.value ? 'polite' : 'off'}>
        <BoxWords answer={answer} index={current} />
      </p>
    </div>
  );
}

const sizeOf = (element: Element): Size => ({ width: element.clientWidth, height: element.clientHeight });
