import type { SlopePart } from '#server/contract.ts';
import { t } from '#i18n/index.ts';
import { formatCount } from '../format.ts';
import { PictureTable } from './picture-table.tsx';
import { floorPicture, polyline, type Frame } from './floor-geometry.ts';

const FRAME: Frame = { width: 420, height: 170, left: 70, right: 10, top: 10, bottom: 26 };

/** There is no room for a noun at the axis; the legend has it. */
const axis = (measure: SlopePart['measure'], value: number): string =>
  measure === 'heapUsed' || measure === 'external' || measure === 'arrayBuffers'
    ? t.lab.measureAmount(measure, value)
    : formatCount(value);

/** The floor against requests: now, before the fix when that was measured, and the limit. */
export function FloorChart({ part, before }: { part: SlopePart; before: SlopePart | null }) {
  const words = t.workbench.verdict.floor;
  const amount = (value: number): string => t.lab.measureAmount(part.measure, value);
  const picture = floorPicture(part, before, FRAME);
  const bottom = FRAME.height - FRAME.bottom;
  const right = FRAME.width - FRAME.right;
  const passed = part.outcome === 'pass';
  return (
    <figure class="wb-floor">
      <svg
        viewBox={`0 0 ${FRAME.width} ${FRAME.height}`}
        role="img"
        aria-label={words.summary(
          t.lab.measureName[part.measure],
          amount(part.floor[0] ?? 0),
          amount(part.floor.at(-1) ?? 0),
        )}
      >
        <line class="wb-floor-axis" x1={FRAME.left} y1={bottom} x2={right} y2={bottom} />
        <line class="wb-floor-axis" x1={FRAME.left} y1={FRAME.top} x2={FRAME.left} y2={bottom} />
        <text x={FRAME.left - 6} y={FRAME.top + 8} text-anchor="end">
          {axis(part.measure, picture.highest)}
        </text>
        <text x={FRAME.left - 6} y={bottom} text-anchor="end">
          {axis(part.measure, picture.lowest)}
        </text>
        <text x={FRAME.left} y={FRAME.height - 8}>
          0
        </text>
        <text x={right} y={FRAME.height - 8} text-anchor="end">
          {words.requests(formatCount(picture.mostRequests))}
        </text>
        <polyline class="wb-floor-limit" points={polyline(picture.limit)} />
        {picture.before.length > 0 && <polyline class="wb-floor-before" points={polyline(picture.before)} />}
        <polyline class={passed ? 'wb-floor-pass' : 'wb-floor-fail'} points={polyline(picture.floor)} />
        {picture.floor.map(({ x, y }) => (
          <circle key={x} class={passed ? 'wb-floor-pass' : 'wb-floor-fail'} cx={x} cy={y} r="3" />
        ))}
      </svg>
      <figcaption>
        <ul class="wb-floor-legend">
          <li class={passed ? 'wb-key-pass' : 'wb-key-fail'}>{words.now}</li>
          {before && <li class="wb-key-before">{words.before}</li>}
          <li class="wb-key-limit">{words.limit(amount(part.maxPerRequest))}</li>
        </ul>
      </figcaption>
      <PictureTable
        first={words.sent}
        columns={before ? [words.before, words.now] : [words.now]}
        rows={part.floor.map((floor, index) => ({
          name: formatCount(part.requests[index] ?? 0),
          values: (before ? [before.floor[index], floor] : [floor]).map((value) =>
            value === undefined ? '–' : amount(value),
          ),
        }))}
      />
    </figure>
  );
}
