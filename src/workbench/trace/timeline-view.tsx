import { useComputed, useSignal, type ReadonlySignal } from '@preact/signals';
import { useEffect, useId, useMemo, useRef } from 'preact/hooks';
import { t } from '#i18n/index.ts';
import { tokenReader, type Theme } from '../theme.ts';
import { isShortcut } from '../ui/is-shortcut.ts';
import { followPointers } from '../views/graph/pointers.ts';
import { LookButtons } from '../views/look-buttons.tsx';
import type { OpenedFile } from '../views/opened-file.ts';
import { paintTimeline, type TimelinePalette } from './paint-timeline.ts';
import { around, moved, showing, wholeOf, zoomed, type Range } from './range.ts';
import { SpanDetails } from './span-details.tsx';
import { laneTop, spotAt, spotBeside, stageOf } from './stage.ts';
import { SummaryTable } from './summary-table.tsx';
import { laneOf, type SpanSpot, type Timeline } from './timeline.ts';

export interface TimelineScene {
  readonly theme: ReadonlySignal<Theme>;
  readonly pixelRatio: ReadonlySignal<number>;
}

interface TimelineViewProps {
  readonly timeline: Timeline;
  readonly file: OpenedFile;
  readonly scene: TimelineScene;
}

const KEY_ZOOM = 1.5;

/**
 * A trace in time: drag moves it, the wheel and two fingers zoom. By keyboard the arrows walk from span to span, Enter
 * brings one up close, plus and minus zoom, 0 shows everything. The table says by name what took the time.
 */
export function TimelineView({ timeline, file, scene }: TimelineViewProps) {
  const words = t.trace;
  const whole = useMemo(() => wholeOf(timeline.durationMs), [timeline]);
  const stage = useMemo(() => stageOf(timeline), [timeline]);
  const range = useSignal<Range>(whole);
  const width = useSignal(0);
  const hovered = useSignal<SpanSpot | null>(null);
  const current = useSignal<SpanSpot | null>(null);
  const focused = useSignal(false);
  const asTable = useSignal(false);
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  /** Chosen in the table: shown once the drawing is there. */
  const awaited = useRef<SpanSpot | null>(null);
  const detailsId = useId();
  const shown = useComputed(() => hovered.value ?? current.value);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const resizing = new ResizeObserver(() => (width.value = element.clientWidth));
    resizing.observe(element);
    const stop = followPointers(element, {
      move(dx, dy) {
        range.value = moved(range.peek(), -dx / width.peek(), whole);
        element.scrollTop -= dy;
      },
      zoom: (factor, { x }) => (range.value = zoomed(range.peek(), factor, x / width.peek(), whole)),
    });
    return () => {
      resizing.disconnect();
      stop();
    };
  }, [asTable.value, whole]);

  const painting = {
    timeline,
    stage,
    range: range.value,
    width: width.value,
    pixelRatio: scene.pixelRatio.value,
    titles: words.tracks,
    timeText: words.time,
    hovered: hovered.value,
    current: focused.value ? current.value : null,
  };
  const theme = scene.theme.value;
  useEffect(() => {
    const element = canvas.current;
    if (element === null || painting.width === 0) return undefined;
    // Many moves can come between two frames: one drawing is enough.
    const frame = requestAnimationFrame(() => paintTimeline(element, painting, paletteOf(element)));
    return () => cancelAnimationFrame(frame);
  }, [...Object.values(painting), theme, asTable.value]);

  const goTo = (spot: SpanSpot, close: boolean): void => {
    const track = timeline.tracks[spot.track]!;
    const [start, end] = [track.start[spot.span]!, track.end[spot.span]!];
    current.value = spot;
    hovered.value = null;
    range.value = close ? around(start, end, whole) : showing(range.peek(), start, end, whole);
    const top = laneTop(stage, spot.track, laneOf(track, spot.span));
    const element = scroller.current;
    const isInSight = element === null || (top >= element.scrollTop && top < element.scrollTop + element.clientHeight);
    if (!isInSight) element.scrollTop = top - element.clientHeight / 2;
  };
  useEffect(() => {
    const spot = awaited.current;
    if (asTable.value || spot === null) return;
    awaited.current = null;
    // Focus alone would scroll to the canvas' own edge.
    canvas.current?.focus({ preventScroll: true });
    goTo(spot, true);
  }, [asTable.value]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isShortcut(event)) return;
    const spot = current.peek();
    if (event.key.startsWith('Arrow')) {
      if (spot !== null) goTo(spotBeside(timeline, spot, event.key), false);
      else if (timeline.tracks.length > 0) goTo({ track: 0, span: 0 }, false);
    } else if (event.key === 'Enter' && spot !== null) goTo(spot, true);
    else if (event.key === '+' || event.key === '=') range.value = zoomed(range.peek(), KEY_ZOOM, 0.5, whole);
    else if (event.key === '-') range.value = zoomed(range.peek(), 1 / KEY_ZOOM, 0.5, whole);
    else if (event.key === '0' || event.key === 'Home') range.value = whole;
    else return;
    event.preventDefault();
  };
  const under = ({ offsetX, offsetY }: MouseEvent): SpanSpot | null =>
    spotAt(timeline, stage, range.peek(), { x: offsetX, y: offsetY, width: width.peek() });

  return (
    <>
      <div class="wb-toolbar wb-toolbar-second">
        <p class="wb-muted vw-hint">{words.hint(timeline.durationMs, timeline.eventCount)}</p>
        <div class="wb-group">
          <LookButtons
            step={KEY_ZOOM}
            zoomBy={(factor) => (range.value = zoomed(range.peek(), factor, 0.5, whole))}
            moveBy={(share) => (range.value = moved(range.peek(), share, whole))}
          />
          <button type="button" class="wb-button wb-quiet" onClick={() => (range.value = whole)}>
            {words.all}
          </button>
          <button
            type="button"
            class="wb-button wb-quiet"
            aria-pressed={asTable.value}
            onClick={() => (asTable.value = !asTable.value)}
          >
            {t.views.flame.asTable}
          </button>
        </div>
      </div>
      {asTable.value ? (
        <SummaryTable
          timeline={timeline}
          onGo={(spot) => {
            awaited.current = spot;
            asTable.value = false;
          }}
        />
      ) : (
        <div class="wb-scroll tr-scroll vw-sheet" ref={scroller}>
          {timeline.tracks.length === 0 && <p class="wb-empty">{words.empty}</p>}
          <canvas
            ref={canvas}
            class="tr-canvas"
            style={{ width: `${width.value}px`, height: `${stage.height}px` }}
            tabIndex={0}
            role="application"
            aria-roledescription={words.role}
            aria-label={words.label}
            aria-describedby={detailsId}
            onPointerMove={(event) => (hovered.value = event.buttons === 0 ? under(event) : null)}
            onPointerLeave={() => (hovered.value = null)}
            onClick={(event) => {
              const spot = under(event);
              if (spot !== null) goTo(spot, false);
            }}
            onDblClick={(event) => {
              const spot = under(event);
              if (spot !== null) goTo(spot, true);
            }}
            onFocus={() => (focused.value = true)}
            onBlur={() => (focused.value = false)}
            onKeyDown={onKeyDown}
          />
        </div>
      )}
      <p id={detailsId} class="wb-flame-details" aria-live={focused.value ? 'polite' : 'off'}>
        <SpanDetails timeline={timeline} spot={shown.value} file={file} />
      </p>
    </>
  );
}

function paletteOf(element: Element): TimelinePalette {
  const token = tokenReader(element);
  return {
    surface: token('--vz-surface'),
    text: token('--vz-text-strong'),
    muted: token('--vz-text-muted'),
    line: token('--vz-border'),
    tracks: {
      requests: token('--vz-series-1'),
      loop: token('--vz-series-4'),
      functions: token('--vz-series-3'),
      gc: token('--vz-leak'),
    },
    font: `11px ${token('--vz-mono')}`,
    titleFont: `11px ${token('--vz-font')}`,
  };
}
