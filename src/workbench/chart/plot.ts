/** uPlot, set up as the memory chart: the only file that knows the library. */
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Mark } from '#server/contract.ts';
import { t } from '#i18n/index.ts';
import { formatClock, formatCount } from '../format.ts';
import { SHAPES, type ShapeName } from '../shapes.ts';
import { tokenReader } from '../theme.ts';
import { memoryRange, timeRange, type ChartColumns } from './chart-data.ts';
import { loadSpans, MARK_STYLE, placeMarks } from './marks.ts';
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

/** Height of the lane above the plot where the marks' shapes stand, in CSS pixels. */
const MARK_LANE = 16;
const FONT_SIZE = 11;
const SHAPE_SIZE = 10;

/**
 * A chart in `host`, in the colours of the theme of this moment: after a change of theme, make a new one.
 * `onCursor` gets the index of the reading under the pointer, or null.
 */
export function createPlot(host: HTMLElement, first: ChartView, onCursor: (index: number | null) => void): MemoryPlot {
  const token = tokenReader(host);
  const font = `${FONT_SIZE}px ${token('--vz-font')}`;
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
          (plot) => drawCeiling(plot, view.ceilingMiB, token('--vz-danger'), font),
          (plot) => drawMarks(plot, view.marks, token, font),
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

/** Shade behind the lines while the load ran. */
function drawLoad(plot: uPlot, marks: readonly Mark[], colour: string): void {
  const { ctx, bbox } = plot;
  const right = bbox.left + bbox.width;
  ctx.save();
  ctx.fillStyle = colour;
  for (const { from, to } of loadSpans(marks)) {
    const start = Math.max(plot.valToPos(from / 1000, 'x', true), bbox.left);
    const last = plot.data[0].at(-1) ?? 0;
    const end = Math.min(plot.valToPos(to === null ? last : to / 1000, 'x', true), right);
    if (end > start) ctx.fillRect(start, bbox.top, end - start, bbox.height);
  }
  ctx.restore();
}

function drawCeiling(plot: uPlot, ceilingMiB: number, colour: string, font: string): void {
  const { ctx, bbox } = plot;
  const ratio = uPlot.pxRatio;
  const y = Math.round(plot.valToPos(ceilingMiB, 'y', true));
  ctx.save();
  ctx.strokeStyle = ctx.fillStyle = colour;
  ctx.lineWidth = ratio;
  ctx.setLineDash([6 * ratio, 4 * ratio]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.font = scaled(font, ratio);
  ctx.textAlign = 'right';
  ctx.textBaseline = 'bottom';
  ctx.fillText(t.workbench.chart.ceiling(ceilingMiB), bbox.left + bbox.width - 4 * ratio, y - 2 * ratio);
  ctx.restore();
}

function drawMarks(plot: uPlot, marks: readonly Mark[], token: ReturnType<typeof tokenReader>, font: string): void {
  const { ctx, bbox } = plot;
  const ratio = uPlot.pxRatio;
  ctx.save();
  ctx.font = scaled(font, ratio);
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  const middle = bbox.top - (MARK_LANE / 2) * ratio;
  const placed = placeMarks(marks, {
    toX: (time) => plot.valToPos(time / 1000, 'x', true) / ratio,
    from: bbox.left / ratio,
    to: (bbox.left + bbox.width) / ratio,
    labelOf: (kind) => t.workbench.chart.mark[kind],
    widthOf: (label) => ctx.measureText(label).width / ratio,
  });
  for (const { kind, x, label } of placed) {
    const { shape, token: name } = MARK_STYLE[kind];
    ctx.strokeStyle = ctx.fillStyle = token(name);
    ctx.lineWidth = ratio;
    ctx.setLineDash(kind === 'crash' ? [] : [2 * ratio, 3 * ratio]);
    ctx.beginPath();
    ctx.moveTo(x * ratio, bbox.top);
    ctx.lineTo(x * ratio, bbox.top + bbox.height);
    ctx.stroke();
    ctx.save();
    ctx.translate((x - SHAPE_SIZE / 2) * ratio, middle - (SHAPE_SIZE / 2) * ratio);
    ctx.scale((SHAPE_SIZE / 12) * ratio, (SHAPE_SIZE / 12) * ratio);
    ctx.fill(pathOf(shape), 'evenodd');
    ctx.restore();
    if (label) ctx.fillText(label, (x + SHAPE_SIZE / 2 + 3) * ratio, middle);
  }
  ctx.restore();
}

const pathOf = (shape: ShapeName): Path2D => new Path2D(SHAPES[shape]);

/** A CSS font of {@link FONT_SIZE}, in canvas pixels. */
const scaled = (font: string, ratio: number): string => font.replace(/^[\d.]+px/, `${FONT_SIZE * ratio}px`);
