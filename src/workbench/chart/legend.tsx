import type { ReadonlySignal } from '@preact/signals';
import { t } from '#i18n/index.ts';
import { formatCount, formatOneDigit } from '../format.ts';
import type { ChartColumns } from './chart-data.ts';
import type { ChartGroup, ChartUnit, SeriesId } from './series.ts';

interface LegendProps {
  readonly group: ChartGroup;
  readonly columns: ReadonlySignal<ChartColumns>;
  readonly visible: ReadonlySignal<readonly boolean[]>;
  /** The reading under the pointer; the last one when null. */
  readonly hovered: ReadonlySignal<number | null>;
  readonly onToggle: (id: SeriesId) => void;
}

/** One button a line: shows and hides it, and tells its value. */
export function Legend({ group, columns, visible, hovered, onToggle }: LegendProps) {
  const [seconds, ...values] = columns.value;
  const index = hovered.value ?? seconds.length - 1;
  return (
    <ul class="wb-legend">
      {group.series.map(({ id, token, dash, width }, series) => {
        const value = values[series]?.[index];
        return (
          <li key={id}>
            <button
              type="button"
              class="wb-legend-item"
              aria-pressed={visible.value[series]}
              title={t.workbench.chart.meaning[id]}
              onClick={() => onToggle(id)}
            >
              <svg width="22" height="8" aria-hidden="true">
                <line
                  x1="1"
                  x2="21"
                  y1="4"
                  y2="4"
                  stroke={`var(${token})`}
                  stroke-width={Math.max(width, 1.5)}
                  stroke-dasharray={dash.join(' ')}
                />
              </svg>
              <span>{t.workbench.chart.series[id]}</span>
              <span class="wb-figure">
                {value === undefined || value === null ? '–' : formatOnAxis(value, group.unit, true)}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** A value as the axis counts it. */
export function formatOnAxis(value: number, unit: ChartUnit, withUnit: boolean): string {
  if (unit === 'count') return formatCount(value);
  return withUnit ? `${formatOneDigit(value)} ${unit}` : formatOneDigit(value);
}
