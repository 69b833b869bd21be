import { batch, useComputed, useSignal, useSignalEffect, type ReadonlySignal, type Signal } from '@preact/signals';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { t } from '#i18n/index.ts';
import { isShortcut } from '../../ui/is-shortcut.ts';
import { useViews } from '../context.ts';
import { followPointers } from '../graph/pointers.ts';
import { searchFor } from '../search.ts';
import { isBesides, picked, selectedNames } from '../selection.ts';
import { ROW_HEIGHT, WHOLE, type Window } from './geometry.ts';
import { paintFlame, type Painting } from './paint.ts';
import { paletteOf, type Palette } from './palette.ts';
import { Scanlines } from './scanlines.ts';
import { nameAt, spotAt, spotBeside, type Scene, type Spot } from './scene.ts';
import { isWhole, movedWindow, zoomedWindow } from './window.ts';

export const KEY_ZOOM = 1.5;

interface FlameStageProps {
  readonly scene: ReadonlySignal<Scene>;
  readonly window: ReadonlySignal<Window>;
  readonly width: Signal<number>;
  readonly isSigned: ReadonlySignal<boolean>;
  readonly hovered: ReadonlySignal<Spot | null>;
  /** Where the keyboard stands. */
  readonly current: ReadonlySignal<Spot | null>;
  readonly focused: Signal<boolean>;
  readonly detailsId: string;
  look(window: Window): void;
  hover(spot: Spot | null): void;
  walkTo(spot: Spot): void;
  /** Puts a function in the middle; null shows everything. */
  centre(name: string | null): void;
}

/**
 * The canvas, as large as what is in sight: rows beyond it are drawn when they are scrolled to. A move or a zoom is
 * drawn and renders nothing, so that it costs the same however much stands around the graph.
 */
export function FlameStage(stage: FlameStageProps) {
  const { scene, window, width, isSigned, hovered, current, focused, look } = stage;
  const { views, theme, pixelRatio } = useViews();
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const height = useSignal(0);
  const scrolled = useSignal(0);
  const search = useComputed(() => searchFor(views.state.value.search));
  const isMarked = useComputed(() => {
    const names = new Set(selectedNames(views.state.value));
    return names.size === 0 ? null : (name: string) => names.has(name);
  });
  const painting = useComputed((): Painting => ({
    scene: scene.value,
    rootName: t.views.flame.root,
    width: width.value,
    height: height.value,
    scrolled: scrolled.value,
    pixelRatio: pixelRatio.value,
    isSigned: isSigned.value,
    hovered: hovered.value,
    focused: focused.value ? current.value : null,
    isMarked: isMarked.value,
    isFound: search.value.kind === 'regexp' ? search.value.test : null,
  }));
  const colours = useRef<{ readonly of: string; readonly palette: Palette } | null>(null);
  const boxes = useMemo(() => new Scanlines(), []);
  // Runs before the next frame is painted, once however much changed until then: an animation frame asked for in here
  // would come a frame later.
  useSignalEffect(() => {
    const [latest, of] = [painting.value, theme.value];
    const element = canvas.current;
    if (element === null) return;
    if (colours.current?.of !== of) colours.current = { of, palette: paletteOf(element) };
    paintFlame({ canvas: element, boxes }, latest, colours.current.palette);
  });

  // At once: an effect after the paint would be a frame late.
  useLayoutEffect(() => {
    const element = scroller.current!;
    const measure = (): void =>
      batch(() => {
        width.value = element.clientWidth;
        height.value = element.clientHeight;
      });
    measure();
    const resizing = new ResizeObserver(measure);
    resizing.observe(element);
    const stop = followPointers(element, {
      move(dx, dy) {
        look(movedWindow(window.peek(), -dx / width.peek()));
        element.scrollTop -= dy;
      },
      zoom: (factor, { x }) => look(zoomedWindow(window.peek(), factor, x / width.peek())),
      // The wheel alone scrolls; two fingers on a touchpad come as a wheel with Ctrl.
      zoomsBy: ({ ctrlKey, metaKey }) => ctrlKey || metaKey,
    });
    return () => {
      resizing.disconnect();
      stop();
    };
  }, [width, height]);

  const under = ({ offsetX, offsetY }: MouseEvent): Spot | null =>
    spotAt(scene.peek(), offsetX, offsetY + scrolled.peek());
  /** Selects a function where it is. */
  const pick = (spot: Spot, besides: boolean): void => {
    const name = nameAt(scene.peek(), spot);
    if (name !== null) views.change(picked(views.state.peek(), name, besides), 'touch');
  };
  const walk = (spot: Spot): void => {
    stage.walkTo(spot);
    const element = scroller.current!;
    const top = spot.row * ROW_HEIGHT;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + ROW_HEIGHT > element.scrollTop + element.clientHeight)
      element.scrollTop = top + ROW_HEIGHT - element.clientHeight;
  };
  const zoomAround = (spot: Spot | null, factor: number): void =>
    look(zoomedWindow(window.peek(), factor, middleOf(scene.peek(), spot, width.peek())));
  const onKeyDown = (event: KeyboardEvent): void => {
    const spot = current.peek();
    const isPivoted = views.state.peek().pivot !== '';
    if (event.key === ' ' && spot !== null) pick(spot, isBesides(event));
    else if (isShortcut(event)) return;
    else if (event.key === 'Enter' && spot !== null) stage.centre(nameAt(scene.peek(), spot));
    else if (event.key === '+' || event.key === '=') zoomAround(spot, KEY_ZOOM);
    else if (event.key === '-') zoomAround(spot, 1 / KEY_ZOOM);
    else if (event.key === '0' || (event.key === 'Escape' && !isWhole(window.peek()))) look(WHOLE);
    else if ((event.key === 'Escape' || event.key === 'Home') && isPivoted) stage.centre(null);
    else if (event.key.startsWith('Arrow') && spot !== null) walk(spotBeside(scene.peek(), spot, event.key));
    else return;
    event.preventDefault();
    stage.hover(null);
  };
  const tall = useComputed(() => `height: ${scene.value.rows.length * ROW_HEIGHT}px`);
  const size = useComputed(() => `width: ${width.value}px; height: ${height.value}px`);

  return (
    <div
      class="wb-scroll wb-flame-scroll vw-sheet"
      ref={scroller}
      onScroll={({ currentTarget }) => (scrolled.value = currentTarget.scrollTop)}
    >
      <div class="wb-flame-rows" style={tall}>
        <canvas
          ref={canvas}
          class="wb-flame-canvas"
          style={size}
          tabIndex={0}
          role="application"
          aria-roledescription={t.views.flame.role}
          aria-label={t.views.flame.label}
          aria-describedby={stage.detailsId}
          onPointerMove={(event) => stage.hover(under(event))}
          onPointerLeave={() => stage.hover(null)}
          onClick={(event) => {
            const clicked = under(event);
            if (clicked === null) return;
            if (isBesides(event)) pick(clicked, true);
            else stage.centre(nameAt(scene.peek(), clicked));
          }}
          onContextMenu={(event) => {
            const clicked = under(event);
            if (clicked === null) return;
            event.preventDefault();
            pick(clicked, false);
          }}
          onFocus={() => (focused.value = true)}
          onBlur={() => (focused.value = false)}
          onKeyDown={onKeyDown}
        />
      </div>
    </div>
  );
}

/** Where the middle of a box stands, as a share of the width. */
function middleOf({ rows }: Scene, at: Spot | null, width: number): number {
  const rect = at === null ? undefined : rows[at.row]?.rects.find(({ box }) => box === at.box);
  return rect === undefined ? 0.5 : (rect.x + rect.width / 2) / width;
}
