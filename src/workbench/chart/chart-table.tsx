import type { MemorySample } from '#server/contract.ts';
import { t } from '#i18n/index.ts';
import { formatClock } from '../format.ts';
import { formatOnAxis } from './legend.tsx';
import { overlayAt, type Overlay } from './life.ts';
import { onAxis, type ChartGroup } from './series.ts';
import { tableRows, type Readings, type TableRow } from './table-rows.ts';

interface ChartTableProps {
  readonly group: ChartGroup;
  readonly readings: Readings;
  /** The life before the fix; empty without one. */
  readonly before: Overlay;
}

interface Column {
  readonly name: string;
  /** As the axis counts it. */
  readonly valueAt: (row: TableRow) => number | null;
}

/** The chart in figures, newest first, with what happened in between. */
export function ChartTable({ group, readings, before }: ChartTableProps) {
  const words = t.workbench.chart;
  const rows = tableRows(readings);
  const { unit } = group;
  const unitWords = unit === 'count' ? '' : ` (${unit})`;
  const columns = columnsOf(group, before);
  return (
    <div class="wb-scroll wb-chart-table" tabIndex={0} role="region" aria-label={words.tableLabel}>
      <table class="wb-table">
        <thead>
          <tr>
            <th scope="col">{words.time}</th>
            {columns.map(({ name }) => (
              <th scope="col" class="wb-number" key={name}>
                {name}
                {unitWords}
              </th>
            ))}
            <th scope="col">{words.events}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.t}>
              <th scope="row">{formatClock(row.t)}</th>
              {columns.map(({ name, valueAt }) => {
                const value = valueAt(row);
                return (
                  <td class="wb-number" key={name}>
                    {value === null ? '–' : formatOnAxis(value, unit, false)}
                  </td>
                );
              })}
              <td>{row.marks.map(({ kind }) => words.mark[kind]).join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p class="wb-empty">{words.empty}</p>}
    </div>
  );
}

/** What the chart draws: its lines, the rings of the full collections, and the life before the fix. */
function columnsOf({ id: groupId, series, unit }: ChartGroup, before: Overlay): readonly Column[] {
  const words = t.workbench.chart;
  const column = (name: string, read: (sample: MemorySample) => number | null | undefined): Column => ({
    name,
    valueAt({ sample }) {
      const value = sample && read(sample);
      return value === null || value === undefined ? null : onAxis(value, unit);
    },
  });
  const columns = series.map(({ id, read }) => column(words.series[id], read));
  if (groupId === 'memory') columns.push(column(words.floor, ({ floor }) => floor?.heapUsed));
  if (before.length > 0) {
    columns.push({ name: words.beforeOf(words.series[series[0].id]), valueAt: (row) => overlayAt(before, row.t) });
  }
  return columns;
}
