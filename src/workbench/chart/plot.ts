/** uPlot, set up as the memory chart: the only file that knows the library. */
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Mark } from '#server/contract.ts';
import { t } from '#i18n/index.ts';
import { formatClock, formatCount } from '../format.ts';
import { tokenReader } from '../theme.ts';
import { memoryRange, timeRange, type ChartColumns } from './chart-data.ts';
import { drawCeiling, drawLoad, drawMarks, FONT_SIZE, MARK_LANE } from './draw.ts';
import { SERIES } from './series.ts';

/** What the chart shows. `visible` goes with {@link SERIES}. */
export interface ChartView {
  readonly columns: ChartColumns;
  readonly marks: readonly Mark[];
  readonly visible: readonly boolean[];
  readonly ceilingMiB: number;
}

export interface MemoryPlot {
  show(view: ChartView): void;
  resize(width: number, height: number): void;
  destroy(): void;
}

/**
 * A chart in `host`, in the colours of the theme of this moment: after a change of theme, make a new one.
 * `onCursor` gets the index of the reading under the pointer, or null.
 */
export function createPlot(host: HTMLElement, first: ChartView, onCursor: (index: number | null) => void): MemoryPlot {
  const token = tokenReader(host);
  const fontFamily = token('--vz-font');
  const font = `${FONT_SIZE}px ${fontFamily}`;
  const muted = token('--vz-text-muted');
  let view = first;
  const grid = { stroke: token('--vz-border'), width: 1 };

  const plot = new uPlot(
    {
      width: Math.max(host.clientWidth, 1),
      height: Math.max(host.clientHeight, 1),
      // To the right as much as the last time's label needs.
      padding: [MARK_LANE, null, 0, 0],
      legend: { show: false },
      cursor: { drag: { x: false, y: false }, y: false, points: { size: 5 } },
      scales: {
        x: { time: true, range: (_plot, from, to) => timeRange(from ?? 0, to ?? 0, view.marks) },
        y: { range: () => memoryRange(view.columns, view.visible, view.ceilingMiB) },
      },
      axes: [
        {
          stroke: muted,
          font,
          grid,
          ticks: grid,
          size: 22,
          gap: 2,
          space: 76,
          values: (_plot, values) => values.map((s) => (view.columns[0].length > 0 ? formatClock(s * 1000) : '')),
        },
        {
          stroke: muted,
          font,
          grid,
          ticks: grid,
          size: 40,
          gap: 4,
          space: 24,
          values: (_plot, values) => values.map(formatCount),
        },
      ],
      series: [
        {},
        ...SERIES.map(({ counter, token: colour, dash, width }) => ({
          label: t.workbench.chart.counter[counter],
          stroke: token(colour),
          width,
          dash: [...dash],
          points: { show: false },
        })),
      ],
      hooks: {
        drawClear: [(plot) => drawLoad(plot, view.marks, token('--vz-leak-soft'))],
        draw: [
          (plot) => drawCeiling(plot, view.ceilingMiB, token('--vz-danger'), fontFamily),
          (plot) => drawMarks(plot, view.marks, token, fontFamily),
        ],
        setCursor: [(plot) => onCursor(plot.cursor.idx ?? null)],
      },
    },
    first.columns,
    host,
  );
  applyVisibility();

  function applyVisibility(): void {
    view.visible.forEach((show, index) => {
      if (plot.series[index + 1]?.show !== show) plot.setSeries(index + 1, { show });
    });
  }

  return {
    show(next) {
      view = next;
      plot.batch(() => {
        applyVisibility();
        plot.setData(next.columns);
      });
    },
    resize: (width, height) => plot.setSize({ width, height }),
    destroy: () => plot.destroy(),
  };
}
