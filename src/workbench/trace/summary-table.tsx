import { useMemo } from 'preact/hooks';
import { t } from '#i18n/index.ts';
import { formatCount } from '../format.ts';
import { summaryOf } from './summary.ts';
import type { SpanSpot, Timeline } from './timeline.ts';

/** More than anybody reads. */
const MOST_ROWS = 300;

/** What took the time, by name. A press leads to the longest one on the timeline. */
export function SummaryTable({ timeline, onGo }: { timeline: Timeline; onGo: (spot: SpanSpot) => void }) {
  const words = t.trace.table;
  const rows = useMemo(() => summaryOf(timeline), [timeline]);
  return (
    <div class="wb-scroll vw-sheet" tabIndex={0} role="region" aria-label={words.label}>
      {rows.length > MOST_ROWS && (
        <p class="vw-footnote">{words.cut(formatCount(MOST_ROWS), formatCount(rows.length))}</p>
      )}
      <table class="wb-table wb-top-table">
        <caption class="wb-sr-only">{words.label}</caption>
        <thead>
          <tr>
            <th scope="col" class="wb-number">
              {words.total}
            </th>
            <th scope="col" class="wb-number">
              {words.count}
            </th>
            <th scope="col" class="wb-number vw-wide-column">
              {words.mean}
            </th>
            <th scope="col" class="wb-number">
              {words.longest}
            </th>
            <th scope="col">{words.name}</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MOST_ROWS).map((row) => (
            <tr key={`${row.kind} ${row.name}`}>
              <td class="wb-number">{t.trace.time(row.totalMs)}</td>
              <td class="wb-number">{formatCount(row.count)}</td>
              <td class="wb-number vw-wide-column">{t.trace.time(row.totalMs / row.count)}</td>
              <td class="wb-number">{t.trace.time(row.longestMs)}</td>
              <th scope="row" class="wb-function">
                <button type="button" title={words.go} onClick={() => onGo(row.longest)}>
                  {row.name}
                </button>
                <span class="wb-muted wb-location">{t.trace.tracks[row.kind]}</span>
              </th>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
