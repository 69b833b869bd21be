/** The order of the Top table. Pure. */
import type { TopRow } from '../engine/protocol.ts';

export type TopColumn = 'flat' | 'cum' | 'name';

export interface TopOrder {
  readonly column: TopColumn;
  readonly direction: 'ascending' | 'descending';
}

export const DEFAULT_ORDER: TopOrder = { column: 'flat', direction: 'descending' };

/** A press on a header: the other direction, or the natural one of a new column (largest first, names from A). */
export function nextOrder(order: TopOrder, column: TopColumn): TopOrder {
  if (order.column === column) {
    return { column, direction: order.direction === 'ascending' ? 'descending' : 'ascending' };
  }
  return { column, direction: column === 'name' ? 'ascending' : 'descending' };
}

type Sortable = Pick<TopRow, 'name' | 'flat' | 'cum'>;

const byName = (a: Sortable, b: Sortable): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** pprof's own order within equals: by size, then by name, then by the other size. */
export function sortedRows<Row extends Sortable>(
  rows: readonly Row[],
  { column, direction }: TopOrder,
): readonly Row[] {
  const sign = direction === 'ascending' ? 1 : -1;
  return rows.toSorted((a, b) => {
    if (column === 'name') return sign * byName(a, b);
    const other = column === 'flat' ? 'cum' : 'flat';
    const difference = Math.abs(a[column]) - Math.abs(b[column]);
    return sign * difference || byName(a, b) || Math.abs(b[other]) - Math.abs(a[other]);
  });
}
