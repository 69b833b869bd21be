import { useComputed, useSignal, type Signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '#i18n/index.ts';
import { useBench } from '../../context.ts';
import { tokenReader } from '../../theme.ts';
import type { ProfileView } from '../protocol.ts';
import { BoxDetails } from './box-details.tsx';
import { FlameLegend } from './flame-legend.tsx';
import { boxAt, neighbour, ROW_HEIGHT, visibleRows } from './geometry.ts';
import { paintFlame, type Palette } from './paint.ts';

interface FlameViewProps {
  readonly view: ProfileView;
  readonly marked: Signal<string | null>;
}

/**
 * The flame graph: callers above, callees below. A click or Enter zooms; arrows walk; Escape zooms out. What the
 * pointer or the keyboard stands on is told in words below the graph, and aloud. The Top table says the same in rows.
 * Boxes are numbers into one layout: for another view, build another one (`key`).
 */
export function FlameView({ view, marked }: FlameViewProps) {
  const { theme, pixelRatio } = useBench();
  const { flame } = view;
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useSignal(0);
  const zoom = useSignal(0);
  const hovered = useSignal<number | null>(null);
  const current = useSignal(0);
  const focused = useSignal(false);
  const rows = useComputed(() => visibleRows(flame, zoom.value, width.value));
  const words = t.workbench.profile.flame;

  useEffect(() => {
    const element = scroller.current!;
    const resizing = new ResizeObserver(() => (width.value = element.clientWidth));
    resizing.observe(element);
    return () => resizing.disconnect();
  }, [width]);

  const height = rows.value.length * ROW_HEIGHT;
  const painting = {
    layout: flame,
    rows: rows.value,
    rootName: words.root,
    zoom: zoom.value,
    width: width.value,
    height,
    pixelRatio: pixelRatio.value,
    hovered: hovered.value,
    focused: focused.value ? current.value : null,
    marked: marked.value,
  };
  const colours = theme.value;
  useEffect(() => {
    const element = canvas.current!;
    paintFlame(element, painting, paletteOf(element));
  }, [...Object.values(painting), colours]);

  const zoomTo = (box: number): void => {
    zoom.value = current.value = box;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' || event.key === ' ') zoomTo(current.value);
    else if (event.key === 'Escape' && zoom.value !== 0) zoomTo(flame.parent[zoom.value]!);
    else if (event.key === 'Home') zoomTo(0);
    else if (event.key.startsWith('Arrow')) current.value = neighbour(flame, rows.value, current.value, event.key);
    else return;
    event.preventDefault();
    hovered.value = null;
  };
  const under = ({ offsetX, offsetY }: MouseEvent): number | null => boxAt(rows.value, offsetX, offsetY);

  return (
    <div class="wb-column wb-flame">
      <div class="wb-toolbar wb-toolbar-second">
        <FlameLegend />
        <button type="button" class="wb-button wb-quiet" disabled={zoom.value === 0} onClick={() => zoomTo(0)}>
          {words.reset}
        </button>
      </div>
      <div class="wb-scroll wb-flame-scroll" ref={scroller}>
        <canvas
          ref={canvas}
          class="wb-flame-canvas"
          style={{ width: `${width.value}px`, height: `${height}px` }}
          tabIndex={0}
          role="application"
          aria-roledescription={words.role}
          aria-label={words.label}
          aria-describedby="wb-flame-details"
          onPointerMove={(event) => (hovered.value = under(event))}
          onPointerLeave={() => (hovered.value = null)}
          onClick={(event) => {
            const box = under(event);
            if (box !== null) zoomTo(box);
          }}
          onFocus={() => (focused.value = true)}
          onBlur={() => (focused.value = false)}
          onKeyDown={onKeyDown}
        />
      </div>
      <p id="wb-flame-details" class="wb-flame-details" aria-live={focused.value ? 'polite' : 'off'}>
        <BoxDetails view={view} box={hovered.value ?? (focused.value ? current.value : zoom.value)} />
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
    font: `12px ${token('--vz-mono')}`,
  };
}
