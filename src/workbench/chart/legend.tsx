import type { ReadonlySignal } from '@preact/signals';
import { t } from '#i18n/index.ts';
import { formatMiB } from '../format.ts';
import type { ChartColumns } from './chart-data.ts';
import { SERIES } from './series.ts';

const MIB = 2 ** 20;

interface LegendProps {
  readonly columns: ReadonlySignal<ChartColumns>;
  readonly visible: ReadonlySignal<readonly boolean[]>;
  /** The reading under the pointer; the last one when null. */
  readonly hovered: ReadonlySignal<number | null>;
  readonly onToggle: (index: number) => void;
}

/** One button a counter: shows and hides its line, and tells its value. */
export function Legend({ columns, visible, hovered, onToggle }: LegendProps) {
  const [seconds, ...values] = columns.value;
  const index = hovered.value ?? seconds.length - 1;
  return (
    <ul class="wb-legend">
      {SERIES.map(({ counter, token, dash, width }, series) => {
        const value = values[series]?.[index];
        return (
          <li key={counter}>
            <button
              type="button"
              class="wb-legend-item"
              aria-pressed={visible.value[series]}
              title={t.workbench.chart.meaning[counter]}
              onClick={() => onToggle(series)}
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
              <span>{t.workbench.chart.counter[counter]}</span>
              <span class="wb-figure">
                {value === undefined || value === null ? '–' : `${formatMiB(value * MIB)} MiB`}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
