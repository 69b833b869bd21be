import { useComputed, useSignal, type ReadonlySignal, type Signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '#i18n/index.ts';
import { useBench } from '../context.ts';
import { formatMiB } from '../format.ts';
import { chartColumns, WINDOW_MS } from './chart-data.ts';
import { ChartHead } from './chart-head.tsx';
import { ChartTable } from './chart-table.tsx';
import { floorsOf } from './floor-trend.ts';
import { lastLife, overlayOf } from './life.ts';
import { Legend } from './legend.tsx';
import { Pins } from './pins.tsx';
import { createPlot, type ChartView, type MemoryPlot, type TimeScale } from './plot.ts';
import { GROUPS, type ChartGroup, type GroupId, type SeriesId } from './series.ts';
import type { Readings } from './table-rows.ts';
import './chart.css';

/** What the running lab uses: one group of lines at a time, what happened to it, and the same as a table. */
export function MemoryChart() {
  const { run, lab } = useBench();
  const chosen = useSignal<GroupId>('memory');
  const hidden = useSignal<ReadonlySet<SeriesId>>(new Set());
  const asTable = useSignal(false);
  const withBefore = useSignal(false);
  /** The readings of the moment at which it was paused. */
  const paused = useSignal<Readings | null>(null);
  const hovered = useSignal<number | null>(null);

  const group = useComputed(() => GROUPS.find(({ id }) => id === chosen.value)!);
  const readings = useComputed<Readings>(
    () => paused.value ?? { samples: run.samples.value, marks: run.marks.value, before: run.before.value },
  );
  const life = useComputed(() => lastLife(readings.value.marks));
  const visible = useComputed(() => group.value.series.map(({ id }) => !hidden.value.has(id)));
  const compares = useComputed(() => withBefore.value && readings.value.before !== null && life.value !== null);
  /** Compared, only the present life is shown: the one before lies over it. */
  const since = useComputed(() => (compares.value ? life.value!.startedAt : 0));
  const columns = useComputed(() => {
    const { samples, marks } = readings.value;
    return chartColumns(group.value, samples, marks, since.value);
  });
  const before = useComputed(() => {
    if (!compares.value) return [];
    // A long life before would press the present one into a corner.
    const until = Math.max(readings.value.samples.at(-1)?.t ?? 0, since.value + WINDOW_MS);
    return overlayOf(readings.value.before!, life.value!, group.value, until);
  });
  const view = useComputed<ChartView>(() => ({
    columns: columns.value,
    marks: readings.value.marks.filter(({ t: time }) => time >= since.value),
    visible: visible.value,
    ceilingMiB: group.value.hasCeiling ? (lab.value?.ceilingMiB ?? null) : null,
    floors: group.value.id === 'memory' && visible.value[0] ? floorsOf(readings.value.samples, since.value) : [],
    before: visible.value[0] ? before.value : [],
  }));
  const toggle = (id: SeriesId): void => {
    const next = new Set(hidden.value);
    if (!next.delete(id)) next.add(id);
    hidden.value = next;
  };

  return (
    <section class="wb-chart" aria-label={t.workbench.chart.title}>
      <ChartHead {...{ chosen, asTable, withBefore, paused, readings }} />
      <Legend group={group.value} columns={columns} visible={visible} hovered={hovered} onToggle={toggle} />
      {asTable.value ? (
        <ChartTable group={group.value} readings={readings.value} before={before.value} />
      ) : (
        <Plot key={chosen.value} group={group.value} view={view} readings={readings} hovered={hovered} />
      )}
    </section>
  );
}

interface PlotProps {
  readonly group: ChartGroup;
  readonly view: ReadonlySignal<ChartView>;
  readonly readings: ReadonlySignal<Readings>;
  readonly hovered: Signal<number | null>;
}

function Plot({ group, view, readings, hovered }: PlotProps) {
  const host = useRef<HTMLDivElement>(null);
  const scale = useSignal<TimeScale | null>(null);
  const bench = useBench();
  const theme = bench.theme.value;

  useEffect(() => {
    const element = host.current!;
    const plot: MemoryPlot = createPlot(element, group, view.peek(), {
      onCursor: (index) => (hovered.value = index),
      onScale: (next) => {
        if (JSON.stringify(next) !== JSON.stringify(scale.peek())) scale.value = next;
      },
    });
    const stopShowing = view.subscribe((next) => plot.show(next));
    const resizing = new ResizeObserver(() => plot.resize(element.clientWidth, element.clientHeight));
    resizing.observe(element);
    return () => {
      stopShowing();
      resizing.disconnect();
      plot.destroy();
      hovered.value = null;
    };
  }, [theme, group, view, hovered]);

  const last = readings.value.samples.at(-1);
  const words = t.workbench.chart;
  const label = last ? words.summary(formatMiB(last.heapUsed), formatMiB(last.rss)) : words.empty;
  return (
    <div class="wb-plot-frame">
      <div class="wb-plot" ref={host} role="img" aria-label={label} />
      {last && <Pins scale={scale} />}
      {!last && <p class="wb-plot-empty">{words.empty}</p>}
    </div>
  );
}
