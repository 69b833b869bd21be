import { flameWidth } from '#pprof/flame.ts';
import { t } from '#i18n/index.ts';
import { useViews } from '../context.ts';
import type { FlameAnswer } from '../engine/protocol.ts';
import { shareText, valueText } from '../measure.ts';
import type { Scene } from './scene.ts';

/** More rows than anybody hears to the end; the pivot leads further. */
const MOST_ROWS = 300;

/** The flame graph's boxes in rows, for who does not see the drawing: the same function, level and values. */
export function FlameTable({ answer, scene }: { answer: FlameAnswer; scene: Scene }) {
  const { views } = useViews();
  const words = t.views.flame.table;
  const { unit } = answer.sampleType;
  const boxes = scene.rows.flatMap(({ layout, rects }, row) =>
    rects.filter(({ box }) => box !== 0).map(({ box }) => ({ layout, box, level: row - scene.origin })),
  );
  return (
    <div class="wb-scroll vw-sheet" tabIndex={0} role="region" aria-label={words.label}>
      <table class="wb-table wb-top-table">
        <caption class="wb-sr-only">{words.label}</caption>
        <thead>
          <tr>
            <th scope="col" class="wb-number">
              {words.level}
            </th>
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
            const width = flameWidth(layout, box);
            return (
              <tr key={`${level} ${box}`}>
                <td class="wb-number">{level}</td>
                <td class="wb-number">{valueText(width, unit, 'auto')}</td>
                <td class="wb-number">{shareText(width, answer.total)}</td>
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
