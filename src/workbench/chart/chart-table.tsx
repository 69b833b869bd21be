import { t } from '#i18n/index.ts';
import { useBench } from '../context.ts';
import { formatClock, formatMiB } from '../format.ts';
import { tableRows } from './table-rows.ts';
import { SERIES } from './series.ts';

/** The chart in figures, newest first, with what happened in between. */
export function ChartTable() {
  const { run } = useBench();
  const words = t.workbench.chart;
  const rows = tableRows(run.samples.value, run.marks.value);
  return (
    <div class="wb-scroll wb-chart-table" tabIndex={0} role="region" aria-label={words.tableLabel}>
      <table class="wb-table">
        <thead>
          <tr>
            <th scope="col">{words.time}</th>
            {SERIES.map(({ counter }) => (
              <th scope="col" class="wb-number" key={counter}>
                {words.counter[counter]} (MiB)
              </th>
            ))}
            <th scope="col">{words.events}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ t: time, sample, marks }) => (
            <tr key={time}>
              <th scope="row">{formatClock(time)}</th>
              {SERIES.map(({ counter }) => (
                <td class="wb-number" key={counter}>
                  {sample ? formatMiB(sample[counter]) : '–'}
                </td>
              ))}
              <td>{marks.map(({ kind }) => words.mark[kind]).join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p class="wb-empty">{words.empty}</p>}
    </div>
  );
}
