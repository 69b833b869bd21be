import { t } from '#i18n/index.ts';
import { formatClock } from '../format.ts';
import { formatOnAxis } from './legend.tsx';
import { onAxis, type ChartGroup } from './series.ts';
import { tableRows, type Readings } from './table-rows.ts';

/** The chart in figures, newest first, with what happened in between. */
export function ChartTable({ group, readings }: { group: ChartGroup; readings: Readings }) {
  const words = t.workbench.chart;
  const rows = tableRows(readings);
  const { series, unit } = group;
  const unitWords = unit === 'count' ? '' : ` (${unit})`;
  return (
    <div class="wb-scroll wb-chart-table" tabIndex={0} role="region" aria-label={words.tableLabel}>
      <table class="wb-table">
        <thead>
          <tr>
            <th scope="col">{words.time}</th>
            {series.map(({ id }) => (
              <th scope="col" class="wb-number" key={id}>
                {words.series[id]}
                {unitWords}
              </th>
            ))}
            <th scope="col">{words.events}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ t: time, sample, marks }) => (
            <tr key={time}>
              <th scope="row">{formatClock(time)}</th>
              {series.map(({ id, read }) => {
                const value = sample === null ? null : read(sample);
                return (
                  <td class="wb-number" key={id}>
                    {value === null ? '–' : formatOnAxis(onAxis(value, unit), unit, false)}
                  </td>
                );
              })}
              <td>{marks.map(({ kind }) => words.mark[kind]).join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p class="wb-empty">{words.empty}</p>}
    </div>
  );
}
