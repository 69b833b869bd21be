import { useSignal } from '@preact/signals';
import { useEffect, useId, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { t } from '#i18n/index.ts';
import { tokenReader } from '../../theme.ts';
import { useViews } from '../context.ts';
import type { FlameAnswer } from '../engine/protocol.ts';
import { searchFor } from '../search.ts';
import { BoxDetails } from './box-details.tsx';
import { FlameLegend } from './flame-legend.tsx';
import { FlameTable } from './flame-table.tsx';
import { followPointers } from '../graph/pointers.ts';
import { ROW_HEIGHT, WHOLE, type Window } from './geometry.ts';
import { paintFlame, type Palette } from './paint.ts';
import { nameAt, originSpot, sceneOf, spotAt, spotBeside, type Scene, type Spot } from './scene.ts';
import { isWhole, movedWindow, zoomedWindow } from './window.ts';

/** Boxes are numbers into one answer: what was pointed at in another one means nothing here. */
interface SpotOf {
  readonly answer: FlameAnswer;
  readonly spot: Spot | null;
}

const spotIn = (answer: FlameAnswer, of: SpotOf | null): Spot | null => (of?.answer === answer ? of.spot : null);

const KEY_ZOOM = 1.5;

/** How much of which graph is in sight. */
interface ViewOf {
  readonly answer: FlameAnswer;
  readonly window: Window;
}

/**
 * The flame graph: callers above, callees below. A click or Enter puts that function in the middle, with its callers
 * above and its callees below; arrows walk; Escape shows everything again. What the pointer or the keyboard stands on
 * is told in words below the graph, and aloud. The table says the same in rows.
 */
export function FlameView({ answer }: { answer: FlameAnswer }) {
  const { views, theme, pixelRatio } = useViews();
  const { selected, search, pivot, inverted } = views.state.value;
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const detailsId = useId();
  const width = useSignal(0);
  const hovered = useSignal<SpotOf | null>(null);
  const current = useSignal<SpotOf | null>(null);
  const focused = useSignal(false);
  const asTable = useSignal(false);
  const view = useSignal<ViewOf | null>(null);
  // Another answer, another graph: it begins whole.
  const window = view.value?.answer === answer ? view.value.window : WHOLE;
  const latest = useRef({ answer, window });
  latest.current = { answer, window };
  const look = (next: Window): void => void (view.value = { answer: latest.current.answer, window: next });
  const scene = useMemo(() => sceneOf(answer, width.value, window), [answer, width.value, window]);
  const words = t.views.flame;

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const resizing = new ResizeObserver(() => (width.value = element.clientWidth));
    resizing.observe(element);
    const stop = followPointers(element, {
      move(dx, dy) {
        look(movedWindow(latest.current.window, -dx / width.peek()));
        element.scrollTop -= dy;
      },
      zoom: (factor, { x }) => look(zoomedWindow(latest.current.window, factor, x / width.peek())),
      // The wheel alone scrolls; two fingers on a touchpad come as a wheel with Ctrl.
      zoomsBy: ({ ctrlKey, metaKey }) => ctrlKey || metaKey,
    });
    return () => {
      resizing.disconnect();
      stop();
    };
  }, [width, asTable.value]);

  const height = scene.rows.length * ROW_HEIGHT;
  const pointed = spotIn(answer, hovered.value);
  const spot = spotIn(answer, current.value) ?? originSpot(scene);
  const wanted = searchFor(search);
  const painting = {
    scene,
    rootName: words.root,
    width: width.value,
    height,
    pixelRatio: pixelRatio.value,
    isDifference: answer.isDifference,
    hovered: pointed,
    focused: focused.value ? spot : null,
    selected,
    isFound: wanted.kind === 'regexp' ? wanted.test : null,
  };
  const colours = theme.value;
  const palette = useMemo((): { of: Palette | null } => ({ of: null }), [colours]);
  // At once: an effect after the paint would be a frame late.
  useLayoutEffect(() => {
    const element = canvas.current;
    if (element === null) return undefined;
    // Many moves can come between two frames: one drawing is enough.
    const frame = requestAnimationFrame(() => paintFlame(element, painting, (palette.of ??= paletteOf(element))));
    return () => cancelAnimationFrame(frame);
  }, [...Object.values({ ...painting, isFound: search }), colours, asTable.value]);

  const centre = (name: string | null): void => {
    if (name === null) views.change({ pivot: '' });
    else views.change({ pivot: name, selected: name });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if ((event.key === 'Enter' || event.key === ' ') && spot !== null) centre(nameAt(scene, spot));
    else if (event.key === '+' || event.key === '=') look(zoomedWindow(window, KEY_ZOOM, middleOf(scene, spot)));
    else if (event.key === '-') look(zoomedWindow(window, 1 / KEY_ZOOM, middleOf(scene, spot)));
    else if (event.key === '0' || (event.key === 'Escape' && !isWhole(window))) look(WHOLE);
    else if ((event.key === 'Escape' || event.key === 'Home') && pivot !== '') centre(null);
    else if (event.key.startsWith('Arrow') && spot !== null)
      current.value = { answer, spot: spotBeside(scene, spot, event.key) };
    else return;
    event.preventDefault();
    hovered.value = null;
  };
  /** Where the middle of a box stands, as a share of the width. */
  const middleOf = ({ rows }: Scene, at: Spot | null): number => {
    const rect = at === null ? undefined : rows[at.row]?.rects.find(({ box }) => box === at.box);
    return rect === undefined ? 0.5 : (rect.x + rect.width / 2) / width.value;
  };
  const under = ({ offsetX, offsetY }: MouseEvent): Spot | null => spotAt(scene, offsetX, offsetY);

  return (
    <div class="wb-column wb-flame">
      <div class="wb-toolbar wb-toolbar-second">
        <FlameLegend isDifference={answer.isDifference} />
        <div class="wb-group">
          <button
            type="button"
            class="wb-button wb-quiet"
            disabled={pivot === '' && isWhole(window)}
            onClick={() => {
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
      {asTable.value ? (
        <FlameTable answer={answer} scene={scene} />
      ) : (
        <div class="wb-scroll wb-flame-scroll vw-sheet" ref={scroller}>
          {scene.rows.length === 0 && width.value > 0 ? (
            <p class="wb-empty">{pivot === '' ? t.views.top.empty : words.noPivot(pivot)}</p>
          ) : (
            <canvas
              ref={canvas}
              class="wb-flame-canvas"
              style={{ width: `${width.value}px`, height: `${height}px` }}
              tabIndex={0}
              role="application"
              aria-roledescription={words.role}
              aria-label={words.label}
              aria-describedby={detailsId}
              onPointerMove={(event) => (hovered.value = { answer, spot: under(event) })}
              onPointerLeave={() => (hovered.value = null)}
              onClick={(event) => {
                const clicked = under(event);
                if (clicked !== null) centre(nameAt(scene, clicked));
              }}
              onFocus={() => (focused.value = true)}
              onBlur={() => (focused.value = false)}
              onKeyDown={onKeyDown}
            />
          )}
        </div>
      )}
      <p id={detailsId} class="wb-flame-details" aria-live={focused.value ? 'polite' : 'off'}>
        <BoxDetails answer={answer} scene={scene} spot={pointed ?? spot} />
      </p>
    </div>
  );
}

function paletteOf(element: Element): Palette {
  const token = tokenReader(element);
  return {
    surface: token('--vz-surface'),
    text: token('--vz-text-strong'),
    outline: token('--vz-text-strong'),
    origins: {
      yours: token('--vz-series-1'),
      library: token('--vz-series-2'),
      node: token('--vz-series-3'),
      other: token('--vz-series-4'),
    },
    more: token('--vz-leak'),
    less: token('--vz-fixed'),
    same: token('--vz-series-4'),
    font: `12px ${token('--vz-mono')}`,
  };
}
