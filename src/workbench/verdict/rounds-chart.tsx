import { t } from '#i18n/index.ts';
import { formatCount } from '../format.ts';
import type { Frame } from './floor-geometry.ts';
import { PictureTable } from './picture-table.tsx';
import { limitOf, roundsPicture, valuesOf, type Bar, type RoundsPart } from './rounds-geometry.ts';

const FRAME: Frame = { width: 420, height: 170, left: 70, right: 10, top: 10, bottom: 26 };

/** What each round measured: now, before the fix when that was measured, and the limit. */
export function RoundsChart({ part, before }: { part: RoundsPart; before: RoundsPart | null }) {
  const words = t.workbench.verdict.rounds;
  const picture = roundsPicture(part, before, FRAME);
  const [values, earlier] = [valuesOf(part), before === null ? [] : valuesOf(before)];
  const amount = (value: number): string => t.lab.roundAmount(part, value);
  const limit = amount(limitOf(part));
  const bottom = FRAME.height - FRAME.bottom;
  const right = FRAME.width - FRAME.right;
  const tone = part.outcome === 'pass' ? 'pass' : 'fail';
  return (
    <figure class="wb-floor">
      <svg
        viewBox={`0 0 ${FRAME.width} ${FRAME.height}`}
        role="img"
        aria-label={words.summary(t.lab.partTitle(part), values.map(amount).join(', '), limit)}
      >
        <Bars bars={picture.before} look="wb-bar-before" />
        <Bars bars={picture.now} look={`wb-bar wb-floor-${tone}`} />
        <line class="wb-floor-axis" x1={FRAME.left} y1={bottom} x2={right} y2={bottom} />
        <line class="wb-floor-axis" x1={FRAME.left} y1={FRAME.top} x2={FRAME.left} y2={bottom} />
        <line class="wb-bar-limit" x1={FRAME.left} y1={picture.limit} x2={right} y2={picture.limit} />
        <text x={FRAME.left - 6} y={FRAME.top + 8} text-anchor="end">
          {amount(picture.highest)}
        </text>
        <text x={FRAME.left - 6} y={bottom} text-anchor="end">
          0
        </text>
        {picture.middles.map((x, round) => (
          <text key={x} x={x} y={FRAME.height - 8} text-anchor="middle">
            {words.round(formatCount(round + 1))}
          </text>
        ))}
      </svg>
      <figcaption>
        <ul class="wb-floor-legend">
          <li class={`wb-key-${tone}`}>{words.now[part.signal]}</li>
          {before && <li class="wb-key-before">{words.before}</li>}
          <li class="wb-key-limit">{words.limit(limit)}</li>
        </ul>
      </figcaption>
      <PictureTable
        first={words.number}
        columns={before ? [words.beforeShort, words.nowShort] : [words.nowShort]}
        rows={picture.middles.map((_, round) => ({
          name: formatCount(round + 1),
          values: (before ? [earlier[round], values[round]] : [values[round]]).map((value) =>
            value === undefined ? '–' : amount(value),
          ),
        }))}
      />
    </figure>
  );
}

function Bars({ bars, look }: { bars: readonly Bar[]; look: string }) {
  return (
    <g class={look}>
      {bars.map(({ x, y, width, height }) => (
        <rect key={x} x={x} y={y} width={width} height={height} />
      ))}
    </g>
  );
}
