import { t } from '#i18n/index.ts';
import { formatCount } from '../../format.ts';
import { useViews } from '../context.ts';
import type { TagsAnswer } from '../engine/protocol.ts';
import { changeText, shareText, valueText } from '../measure.ts';
import { withOptions } from '../state.ts';
import './text.css';

/** pprof's tags: the samples' labels and how much each accounts for. A press on a value narrows down to it. */
export function TagsView({ answer }: { answer: TagsAnswer }) {
  const { views } = useViews();
  const words = t.views.tags;
  const { keys, total, sampleType, outputUnit, isDifference } = answer;
  const value = (amount: number): string =>
    (isDifference ? changeText : valueText)(amount, sampleType.unit, outputUnit);
  return (
    <div class="wb-scroll vw-sheet" tabIndex={0} role="region" aria-label={words.label}>
      {keys.length === 0 && <p class="wb-empty">{words.none}</p>}
      {keys.map(({ key, total: keyTotal, values, valueCount }) => (
        <table key={key} class="wb-table wb-top-table vw-peek-table">
          <caption class="vw-tag-key">
            <code>{key}</code> <span class="wb-muted">{words.total(value(keyTotal), shareText(keyTotal, total))}</span>
          </caption>
          <thead class="wb-sr-only">
            <tr>
              <th scope="col">{t.views.peek.value}</th>
              <th scope="col">{t.views.peek.share}</th>
              <th scope="col">{words.tag}</th>
            </tr>
          </thead>
          <tbody>
            {values.map((tag) => (
              <tr key={tag.name}>
                <td class="wb-number">{value(tag.value)}</td>
                <td
                  class="wb-number wb-share"
                  style={{ '--share': `${total === 0 ? 0 : Math.min(Math.abs(tag.value / total), 1) * 100}%` }}
                >
                  {shareText(tag.value, total)}
                </td>
                <th scope="row" class="wb-function">
                  <button
                    type="button"
                    title={words.focus}
                    onClick={() =>
                      views.change({ options: withOptions(views.state.peek(), { tagFocus: tag.filter }).options })
                    }
                  >
                    {tag.name}
                  </button>
                </th>
              </tr>
            ))}
            {valueCount > values.length && (
              <tr>
                <td colSpan={3} class="wb-muted">
                  {words.more(formatCount(valueCount - values.length))}
                </td>
              </tr>
            )}
          </tbody>
        </table>
      ))}
    </div>
  );
}
