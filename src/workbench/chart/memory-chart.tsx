import { useComputed, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '#i18n/index.ts';
import { useBench } from '../context.ts';
import { formatMiB } from '../format.ts';
import { chartColumns } from './chart-data.ts';
import { ChartTable } from './chart-table.tsx';
import { Legend } from './legend.tsx';
import { createPlot, type ChartView, type MemoryPlot } from './plot.ts';
import { SERIES } from './series.ts';
import './chart.css';

/** The memory of the running lab: chart, legend, and the same as a table. */
export function MemoryChart() {
  const { run, lab } = useBench();
  const words = t.workbench.chart;
  const visible = useSignal<readonly boolean[]>(SERIES.map(() => true));
  const asTable = useSignal(false);
  const hovered = useSignal<number | null>(null);

  const columns = useComputed(() => chartColumns(run.samples.value, run.marks.value));
  const view = useComputed<ChartView>(() => ({
    columns: columns.value,
    marks: run.marks.value,
    visible: visible.value,
    ceilingMiB: lab.value?.ceilingMiB ?? 0,
  }));
  const toggle = (index: number): void => {
    visible.value = visible.value.map((shown, other) => (other === index ? !shown : shown));
  };

  return (
    <section class="wb-chart" aria-label={words.title}>
      <header class="wb-chart-head">
        <Legend columns={columns} visible={visible} hovered={hovered} onToggle={toggle} />
        <button
          type="button"
          class="wb-button wb-quiet"
          aria-pressed={asTable.value}
          onClick={() => (asTable.value = !asTable.value)}
        >
          {words.asTable}
        </button>
      </header>
      {asTable.value ? <ChartTable /> : <Plot view={view} hovered={hovered} />}
    </section>
  );
}

interface PlotProps {
  readonly view: { readonly value: ChartView; peek(): ChartView; subscribe(fn: (view: ChartView) => void): () => void };
  readonly hovered: { value: number | null };
}

function Plot({ view, hovered }: PlotProps) {
  const host = useRef<HTMLDivElement>(null);
  const bench = useBench();
  const theme = bench.theme.value;

  useEffect(() => {
    const element = host.current!;
    const plot: MemoryPlot = createPlot(element, view.peek(), (index) => (hovered.value = index));
    const stopShowing = view.subscribe((next) => plot.show(next));
    const resizing = new ResizeObserver(() => plot.resize(element.clientWidth, element.clientHeight));
    resizing.observe(element);
    return () => {
      stopShowing();
      resizing.disconnect();
      plot.destroy();
    };
  }, [theme, view, hovered]);

  const last = bench.run.samples.value.at(-1);
  const words = t.workbench.chart;
  const label = last ? words.summary(formatMiB(last.heapUsed), formatMiB(last.rss)) : words.empty;
  return (
    <div class="wb-plot-frame">
      <div class="wb-plot" ref={host} role="img" aria-label={label} />
      {!last && <p class="wb-plot-empty">{words.empty}</p>}
    </div>
  );
}
