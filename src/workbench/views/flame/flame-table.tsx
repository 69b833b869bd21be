import { t } from '#i18n/index.ts';
import { formatCount } from '../../format.ts';
import { useViews } from '../context.ts';
import type { FlameAnswer } from '../engine/protocol.ts';
import { boxFigures } from './box-figures.ts';
import type { Scene } from './scene.ts';

/** More rows than anybody hears to the end; the pivot leads further. */
const MOST_ROWS = 300;

/** The flame graph's boxes in rows, for who does not see the drawing: the same function, level and values. */
export function FlameTable({ answer, scene }: { answer: FlameAnswer; scene: Scene }) {
  const { views } = useViews();
  const words = t.views.flame.table;
  const boxes = scene.rows.flatMap(({ layout, rects }, row) =>
    rects.filter(({ box }) => box !== 0).map(({ box }) => ({ layout, box, level: row - scene.origin })),
  );
  return (
    <div class="wb-scroll vw-sheet" tabIndex={0} role="region" aria-label={words.label}>
      {boxes.length > MOST_ROWS && (
        <p class="vw-footnote">{words.cut(formatCount(MOST_ROWS), formatCount(boxes.length))}</p>
      )}
      <table class="wb-table wb-top-table">
        <caption class="wb-sr-only">{words.label}</caption>
        <thead>
          <tr>
            <th scope="col" class="wb-number">
              {words.level}
            </th>
            {answer.isDifference && (
              <th scope="col" class="wb-number">
                {words.beforeAfter}
              </th>
            )}
            <th scope="col" class="wb-number">
              cum
            </th>
            <th scope="col" class="wb-number">
              cum%
            </th>
            <th scope="col">{t.views.top.function}</th>
          </tr>
        </thead>
        <tbody>
          {boxes.slice(0, MOST_ROWS).map(({ layout, box, level }) => {
            const { name } = layout.frames[layout.frame[box]!]!;
            const { cum, cumShare, sides } = boxFigures(answer, layout, box);
            return (
              <tr key={`${level} ${box}`}>
                <td class="wb-number">{level}</td>
                {sides !== null && <td class="wb-number wb-muted">{t.views.top.fromTo(sides.before, sides.after)}</td>}
                <td class="wb-number">{cum}</td>
                <td class="wb-number">{cumShare}</td>
                <th scope="row" class="wb-function">
                  <button type="button" onClick={() => views.change({ pivot: name, selected: name })}>
                    {name}
                  </button>
                </th>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
