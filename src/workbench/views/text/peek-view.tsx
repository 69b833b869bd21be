import { t } from '#i18n/index.ts';
import { formatCount } from '../../format.ts';
import { useViews } from '../context.ts';
import type { PeekAnswer, PeekLink, PeekRow } from '../engine/protocol.ts';
import { changeText, shareText, valueText } from '../measure.ts';
import './text.css';

/** pprof's Peek: a function between those that call it and those that it calls. A press on a name goes on from there. */
export function PeekView({ answer }: { answer: PeekAnswer }) {
  const words = t.views.peek;
  return (
    <div class="wb-scroll vw-sheet vw-peek" tabIndex={0} role="region" aria-label={words.label}>
      {answer.matched > answer.rows.length && (
        <p class="vw-footnote">{t.views.matchedCut(formatCount(answer.rows.length), formatCount(answer.matched))}</p>
      )}
      {answer.rows.map((row) => (
        <Peek key={row.name} row={row} answer={answer} />
      ))}
    </div>
  );
}

function Peek({ row, answer }: { row: PeekRow; answer: PeekAnswer }) {
  const words = t.views.peek;
  const { outputUnit, sampleType, total, isDifference } = answer;
  const value = (amount: number): string =>
    (isDifference ? changeText : valueText)(amount, sampleType.unit, outputUnit);
  return (
    <table class="wb-table wb-top-table vw-peek-table">
      <caption class="wb-sr-only">{words.caption(row.name)}</caption>
      <thead>
        <tr>
          <th scope="col" class="wb-number">
            {words.value}
          </th>
          <th scope="col" class="wb-number">
            {words.share}
          </th>
          <th scope="col">{words.function}</th>
        </tr>
      </thead>
      <tbody>
        <Links links={row.callers} of={row} value={value} title={words.callers} none={words.noCallers} />
        <tr class="vw-peek-self">
          <td class="wb-number">{value(row.cum)}</td>
          <td class="wb-number">{shareText(row.cum, total)}</td>
          <th scope="row">
            <strong>{row.name}</strong> <span class="wb-muted">{words.own(value(row.flat))}</span>
          </th>
        </tr>
        <Links links={row.callees} of={row} value={value} title={words.callees} none={words.noCallees} />
      </tbody>
    </table>
  );
}

interface LinksProps {
  readonly links: readonly PeekLink[];
  readonly of: PeekRow;
  readonly value: (amount: number) => string;
  readonly title: string;
  readonly none: string;
}

function Links({ links, of, value, title, none }: LinksProps) {
  const { views } = useViews();
  return (
    <>
      <tr class="vw-peek-title">
        <th scope="rowgroup" colSpan={3}>
          {links.length === 0 ? none : title}
        </th>
      </tr>
      {links.map(({ name, functionName, weight, inline }) => (
        <tr key={name}>
          <td class="wb-number">{value(weight)}</td>
          <td class="wb-number wb-share" style={{ '--share': `${shareOf(weight, of.cum)}%` }}>
            {shareText(weight, of.cum)}
          </td>
          <th scope="row" class="wb-function">
            <button type="button" onClick={() => views.change({ selected: functionName, search: '' })}>
              {name}
            </button>
            {inline && <span class="wb-muted wb-location">inline</span>}
          </th>
        </tr>
      ))}
    </>
  );
}

const shareOf = (part: number, whole: number): number => (whole === 0 ? 0 : Math.min(Math.abs(part / whole), 1) * 100);
