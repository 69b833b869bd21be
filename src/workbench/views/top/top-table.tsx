import { useMemo } from 'preact/hooks';
import { t } from '#i18n/index.ts';
import { formatCount } from '../../format.ts';
import { Shape } from '../../ui/shape.tsx';
import { useViews } from '../context.ts';
import type { TopAnswer, TopRow } from '../engine/protocol.ts';
import { changeText, shareText, valueText } from '../measure.ts';
import { matches, searchFor } from '../search.ts';
import { isBesides, isSelected, picked } from '../selection.ts';
import { shortFile } from '../short-file.ts';
import { nextOrder, sortedRows, type TopColumn } from './top-order.ts';
import { useVirtualRows } from './virtual-rows.ts';
import './top.css';

/** pprof's Top: who holds the memory. A press on a name selects that function, here and in every other view. */
export function TopTable({ answer }: { answer: TopAnswer }) {
  const { views } = useViews();
  const words = t.views.top;
  const { order, search } = views.state.value;
  const rows = useMemo(() => {
    const wanted = searchFor(search);
    const sorted = sortedRows(answer.rows, order);
    return wanted.kind === 'regexp' ? sorted.filter(({ name }) => matches(wanted, name)) : sorted;
  }, [answer, order, search]);
  const sums = useMemo(() => runningSums(rows), [rows]);
  const { scroller, first, end, above, below, onScroll } = useVirtualRows(rows.length);
  const hasInlined = answer.rows.some(({ inline }) => inline !== 'none');
  const columns = hasInlined ? 7 : 6;

  return (
    <div
      class="wb-scroll vw-sheet"
      tabIndex={0}
      role="region"
      aria-label={words.label}
      ref={scroller}
      onScroll={onScroll}
    >
      <table class="wb-table wb-top-table" aria-rowcount={rows.length + 1}>
        <caption class="wb-sr-only">{words.label}</caption>
        <thead>
          <tr>
            <Header column="flat" title={words.flatMeaning} />
            <th scope="col" class="wb-number">
              flat%
            </th>
            {answer.isDifference ? (
              <th scope="col" class="wb-number vw-wide-column">
                {words.beforeAfter}
              </th>
            ) : (
              <th scope="col" class="wb-number vw-wide-column" title={words.sumMeaning}>
                sum%
              </th>
            )}
            <Header column="cum" title={words.cumMeaning} />
            <th scope="col" class="wb-number vw-wide-column">
              cum%
            </th>
            {hasInlined && (
              <th scope="col" class="vw-wide-column vw-narrow-column" title={words.inlineMeaning}>
                inline
              </th>
            )}
            <Header column="name" />
          </tr>
        </thead>
        <tbody>
          <Spacer height={above} columns={columns} />
          {rows.slice(first, end).map((row, index) => (
            <Row
              key={row.name}
              row={row}
              answer={answer}
              hasInlined={hasInlined}
              sum={sums[first + index]!}
              place={first + index + 2}
            />
          ))}
          <Spacer height={below} columns={columns} />
        </tbody>
      </table>
      {rows.length === 0 && <p class="wb-empty">{answer.rows.length === 0 ? words.empty : words.noMatch}</p>}
      {answer.dropped > 0 && <p class="vw-footnote">{words.dropped(formatCount(answer.dropped))}</p>}
    </div>
  );
}

function runningSums(rows: readonly TopRow[]): readonly number[] {
  let sum = 0;
  return rows.map(({ flat }) => (sum += flat));
}

/** Stands for rows that are out of sight. */
function Spacer({ height, columns }: { height: number; columns: number }) {
  if (height <= 0) return null;
  return (
    <tr class="vw-spacer" aria-hidden="true">
      <td colSpan={columns} style={{ height: `${height}px` }} />
    </tr>
  );
}

function Header({ column, title }: { column: TopColumn; title?: string }) {
  const { views } = useViews();
  const { order } = views.state.value;
  const active = order.column === column;
  return (
    <th scope="col" class={column === 'name' ? '' : 'wb-number'} aria-sort={active ? order.direction : 'none'}>
      <button type="button" title={title} onClick={() => views.change({ order: nextOrder(order, column) }, 'touch')}>
        {column === 'name' ? t.views.top.function : column}
        <span class="wb-sort">{active && <Shape name={order.direction === 'descending' ? 'down' : 'up'} />}</span>
      </button>
    </th>
  );
}

interface RowProps {
  readonly row: TopRow;
  readonly answer: TopAnswer;
  readonly hasInlined: boolean;
  readonly sum: number;
  readonly place: number;
}

function Row({ row, answer, hasInlined, sum, place }: RowProps) {
  const { views } = useViews();
  const words = t.views.top;
  const isMarked = isSelected(views.state.value, row.functionName);
  const { total, outputUnit, isDifference } = answer;
  const { unit } = answer.sampleType;
  const value = (amount: number): string =>
    isDifference ? changeText(amount, unit, outputUnit) : valueText(amount, unit, outputUnit);
  return (
    <tr class={isMarked ? 'wb-marked' : ''} aria-rowindex={place}>
      <td class="wb-number">{value(row.flat)}</td>
      <Share value={row.flat} total={total} isDifference={isDifference} />
      {row.change ? (
        <td class="wb-number vw-wide-column wb-muted">
          {words.fromTo(
            valueText(row.change.flat.before, unit, outputUnit),
            valueText(row.change.flat.after, unit, outputUnit),
          )}
        </td>
      ) : (
        <td class="wb-number vw-wide-column wb-muted">{shareText(sum, total)}</td>
      )}
      <td class="wb-number">{value(row.cum)}</td>
      <Share value={row.cum} total={total} isDifference={isDifference} wide />
      {hasInlined && <td class="vw-wide-column wb-muted">{words.inlining[row.inline]}</td>}
      <th scope="row" class="wb-function">
        <button
          type="button"
          title={row.name}
          aria-pressed={isMarked}
          onClick={(event) => views.change(picked(views.state.peek(), row.functionName, isBesides(event)), 'touch')}
        >
          {row.name}
        </button>
        {row.file && (
          <span class="wb-muted wb-location" title={row.file}>
            {shortFile(row.file)}
          </span>
        )}
      </th>
    </tr>
  );
}

/** A percentage with a bar behind it; in a comparison the bar's colour and the sign tell growth from shrinking. */
function Share({
  value,
  total,
  isDifference,
  wide,
}: {
  value: number;
  total: number;
  isDifference: boolean;
  wide?: boolean;
}) {
  const fraction = total === 0 ? 0 : value / total;
  const tone = !isDifference || value === 0 ? '' : value > 0 ? 'vw-more' : 'vw-less';
  return (
    <td
      class={`wb-number wb-share ${tone} ${wide ? 'vw-wide-column' : ''}`}
      style={{ '--share': `${Math.min(Math.abs(fraction), 1) * 100}%` }}
    >
      {isDifference && value > 0 ? '+' : ''}
      {shareText(value, total)}
    </td>
  );
}
