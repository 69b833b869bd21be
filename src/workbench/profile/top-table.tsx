import type { Signal } from '@preact/signals';
import { t } from '#i18n/index.ts';
import { formatPercent, formatSampleValue } from '../format.ts';
import { Shape } from '../ui/shape.tsx';
import type { ProfileView, TopRow } from './protocol.ts';
import { shortFile } from './short-file.ts';
import { nextOrder, sortedRows, type TopColumn, type TopOrder } from './top-order.ts';

interface TopTableProps {
  readonly view: ProfileView;
  readonly order: Signal<TopOrder>;
  readonly marked: Signal<string | null>;
}

/** pprof's Top: who holds the memory. A press on a name marks that function, here and in the flame graph. */
export function TopTable({ view, order, marked }: TopTableProps) {
  const words = t.workbench.profile.top;
  const { unit } = view.selected;
  const rows = sortedRows(view.rows, order.value);
  return (
    <div class="wb-scroll" tabIndex={0} role="region" aria-label={words.label}>
      <table class="wb-table wb-top-table">
        <caption class="wb-sr-only">{words.label}</caption>
        <thead>
          <tr>
            <Header column="flat" order={order} title={words.flatMeaning} />
            <th scope="col" class="wb-number">
              flat%
            </th>
            <Header column="cum" order={order} title={words.cumMeaning} />
            <th scope="col" class="wb-number">
              cum%
            </th>
            <Header column="name" order={order} />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.name} row={row} total={view.total} unit={unit} marked={marked} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Header({ column, order, title }: { column: TopColumn; order: Signal<TopOrder>; title?: string }) {
  const current = order.value;
  const active = current.column === column;
  return (
    <th scope="col" class={column === 'name' ? '' : 'wb-number'} aria-sort={active ? current.direction : 'none'}>
      <button type="button" title={title} onClick={() => (order.value = nextOrder(current, column))}>
        {column === 'name' ? t.workbench.profile.top.function : column}
        <span class="wb-sort">{active && <Shape name={current.direction === 'descending' ? 'down' : 'up'} />}</span>
      </button>
    </th>
  );
}

interface RowProps {
  readonly row: TopRow;
  readonly total: number;
  readonly unit: string;
  readonly marked: Signal<string | null>;
}

function Row({ row, total, unit, marked }: RowProps) {
  const isMarked = marked.value === row.name;
  return (
    <tr class={isMarked ? 'wb-marked' : ''}>
      <td class="wb-number">{formatSampleValue(row.flat, unit)}</td>
      <Share value={row.flat} total={total} />
      <td class="wb-number">{formatSampleValue(row.cum, unit)}</td>
      <Share value={row.cum} total={total} />
      <th scope="row" class="wb-function">
        <button
          type="button"
          title={t.workbench.profile.top.mark}
          aria-pressed={isMarked}
          onClick={() => (marked.value = isMarked ? null : row.name)}
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

/** A percentage with a bar behind it. */
function Share({ value, total }: { value: number; total: number }) {
  const fraction = total === 0 ? 0 : value / total;
  return (
    <td class="wb-number wb-share" style={{ '--share': `${Math.min(Math.abs(fraction), 1) * 100}%` }}>
      {formatPercent(fraction)}
    </td>
  );
}
