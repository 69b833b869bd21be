/** uPlot, set up as the memory chart: the only file that knows the library. */
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Mark } from '#server/contract.ts';
import { t } from '#i18n/index.ts';
import { formatClock, formatDecimals } from '../format.ts';
import { tokenReader } from '../theme.ts';
import { isolatedIn, timeRange, valueRange, type ChartColumns } from './chart-data.ts';
import { drawBefore, drawCeiling, drawFloors, drawLoad, drawMarks, FONT_SIZE, MARK_LANE } from './draw.ts';
import type { FloorPoint } from './floor-trend.ts';
import type { Overlay } from './life.ts';
import type { ChartGroup } from './series.ts';

/** What the chart shows. */
export interface ChartView {
  readonly columns: ChartColumns;
  readonly marks: readonly Mark[];
  /** Goes with the group's series. */
  readonly visible: readonly boolean[];
  /** Null where the group has none. */
  readonly ceilingMiB: number | null;
  /** What full collections left, to be marked; none where the group has no place for it. */
  readonly floors: readonly FloorPoint[];
  /** The life before the fix; empty without one. */
  readonly before: Overlay;
}

/** Where times stand on the chart, in CSS pixels from its left edge. */
export interface TimeScale {
  readonly fromSeconds: number;
  readonly toSeconds: number;
  readonly left: number;
  readonly width: number;
}

export interface PlotListener {
  /** The index of the reading under the pointer, or null. */
  onCursor(index: number | null): void;
  onScale(scale: TimeScale): void;
}

export interface MemoryPlot {
  show(view: ChartView): void;
  resize(width: number, height: number): void;
  destroy(): void;
}

const POINT_SIZE = 5;

/** A chart in `host`, in the colours of the theme of this moment: after a change of theme or group, make a new one. */
export function createPlot(host: HTMLElement, group: ChartGroup, first: ChartView, listener: PlotListener): MemoryPlot {
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
      cursor: { drag: { x: false, y: false }, y: false, points: { size: POINT_SIZE } },
      scales: {
        x: {
          time: true,
          range: (_plot, from, to) => timeRange(from ?? 0, Math.max(to ?? 0, view.before.at(-1)?.[0] ?? 0), view.marks),
        },
        y: {
          range: () => valueRange(view.columns, view.visible, Math.max(view.ceilingMiB ?? 0, highest(view.before))),
        },
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
          values: (_plot, values) => values.map(formatDecimals),
        },
      ],
      series: [
        {},
        ...group.series.map(({ id, token: colour, dash, width }) => ({
          label: t.workbench.chart.series[id],
          stroke: token(colour),
          width,
          dash: [...dash],
          points: {
            show: false,
            filter: (plot: uPlot, series: number) => isolatedIn([...plot.data[series]!]),
            size: POINT_SIZE,
            fill: token(colour),
          },
        })),
      ],
      hooks: {
        drawClear: [(plot) => drawLoad(plot, view.marks, token('--vz-leak-soft'))],
        draw: [
          (plot) => drawBefore(plot, view.before, token('--vz-leak')),
          (plot) => drawFloors(plot, view.floors, token('--vz-series-1'), token('--vz-surface')),
          (plot) => {
            const look = { colour: token('--vz-danger'), surface: token('--vz-surface'), fontFamily };
            if (view.ceilingMiB !== null) drawCeiling(plot, view.ceilingMiB, look);
          },
          (plot) => drawMarks(plot, view.marks, token, fontFamily),
          (plot) => listener.onScale(scaleOf(plot)),
        ],
        setCursor: [(plot) => listener.onCursor(plot.cursor.idx ?? null)],
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
      // Of another group, for the chart that comes in this one's place.
      if (next.columns.length !== plot.series.length) return;
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

const highest = (points: Overlay): number => points.reduce((most, [, value]) => Math.max(most, value ?? 0), 0);

function scaleOf({ bbox, scales }: uPlot): TimeScale {
  const ratio = uPlot.pxRatio;
  const { min = 0, max = 0 } = scales['x'] ?? {};
  return { fromSeconds: min, toSeconds: max, left: bbox.left / ratio, width: bbox.width / ratio };
}
