/** What the memory chart draws beside its lines: the load, the ceiling, the marks. On uPlot's canvas, in its pixels. */
import uPlot from 'uplot';
import type { Mark } from '#server/contract.ts';
import { t } from '#i18n/index.ts';
import { onAxis } from './series.ts';
import { SHAPES, type ShapeName } from '../shapes.ts';
import type { TokenReader } from '../theme.ts';
import type { FloorPoint } from './floor-trend.ts';
import type { Overlay } from './life.ts';
import { loadSpans, MARK_STYLE, placeMarks } from './marks.ts';

/** Height of the lane above the plot where the marks' shapes and the captures' pins stand, in CSS pixels. */
export const MARK_LANE = 22;
/** Of all words on the chart, in CSS pixels. */
export const FONT_SIZE = 11;
const SHAPE_SIZE = 10;

/** Shade behind the lines while the load ran. */
export function drawLoad(plot: uPlot, marks: readonly Mark[], colour: string): void {
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

/** The life before the fix, dashed, over the present one. */
export function drawBefore(plot: uPlot, points: Overlay, colour: string): void {
  if (points.length === 0) return;
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.5 * uPlot.pxRatio;
  ctx.setLineDash([4 * uPlot.pxRatio, 3 * uPlot.pxRatio]);
  ctx.beginPath();
  let isDown = false;
  for (const [seconds, value] of points) {
    if (value === null) {
      isDown = false;
      continue;
    }
    const [x, y] = [plot.valToPos(seconds, 'x', true), plot.valToPos(value, 'y', true)];
    if (isDown) ctx.lineTo(x, y);
    else ctx.moveTo(x, y);
    isDown = true;
  }
  ctx.stroke();
  ctx.restore();
}

const FLOOR_RADIUS = 2.5;

/** What each full collection left, as a ring on the line. */
export function drawFloors(plot: uPlot, floors: readonly FloorPoint[], colour: string, surface: string): void {
  const { ctx, bbox } = plot;
  const ratio = uPlot.pxRatio;
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.fillStyle = surface;
  ctx.lineWidth = 1.5 * ratio;
  for (const { t: time, heapUsed } of floors) {
    const x = plot.valToPos(time / 1000, 'x', true);
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.beginPath();
    ctx.arc(x, plot.valToPos(onAxis(heapUsed, 'MiB'), 'y', true), FLOOR_RADIUS * ratio, 0, 2 * Math.PI);
    ctx.fill();
    ctx.stroke();
  }
  ctx.restore();
}

/** The limit of V8's old generation, with its name: below the line where it would reach into the marks' lane. */
export function drawCeiling(
  plot: uPlot,
  ceilingMiB: number,
  { colour, surface, fontFamily }: { readonly colour: string; readonly surface: string; readonly fontFamily: string },
): void {
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
  ctx.font = `${FONT_SIZE * ratio}px ${fontFamily}`;
  ctx.textAlign = 'right';
  ctx.textBaseline = 'middle';
  const label = t.workbench.chart.ceiling(ceilingMiB);
  const [right, height] = [bbox.left + bbox.width - 4 * ratio, (FONT_SIZE + 4) * ratio];
  const top = y - height < bbox.top ? y + ratio : y - height;
  // Lines may run behind it.
  ctx.fillStyle = surface;
  const width = ctx.measureText(label).width;
  ctx.fillRect(right - width - 3 * ratio, top, width + 6 * ratio, height - ratio);
  ctx.fillStyle = colour;
  ctx.fillText(label, right, top + height / 2);
  ctx.restore();
}

/** What happened: a line, a shape in the lane above the plot, and words where there is room. */
export function drawMarks(plot: uPlot, marks: readonly Mark[], token: TokenReader, fontFamily: string): void {
  const { ctx, bbox } = plot;
  const ratio = uPlot.pxRatio;
  ctx.save();
  ctx.font = `${FONT_SIZE * ratio}px ${fontFamily}`;
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
    // Captures have pins of their own, which can be pressed.
    if (kind === 'capture') continue;
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
