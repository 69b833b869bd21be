import type { ReadonlySignal, Signal } from '@preact/signals';
import { t } from '#i18n/index.ts';
import { useBench } from '../context.ts';
import { trendNow } from './floor-trend.ts';
import { GROUPS, type GroupId } from './series.ts';
import type { Readings } from './table-rows.ts';

interface ChartHeadProps {
  readonly chosen: Signal<GroupId>;
  readonly asTable: Signal<boolean>;
  readonly withBefore: Signal<boolean>;
  readonly paused: Signal<Readings | null>;
  readonly readings: ReadonlySignal<Readings>;
}

/** What is shown and how; and where the floor is heading. */
export function ChartHead({ chosen, asTable, withBefore, paused, readings }: ChartHeadProps) {
  const words = t.workbench.chart;
  const { before } = readings.value;
  return (
    <header class="wb-chart-head">
      <label class="wb-field">
        <span class="wb-sr-only">{words.group}</span>
        <select value={chosen.value} onChange={({ currentTarget }) => (chosen.value = currentTarget.value as GroupId)}>
          {GROUPS.map(({ id }) => (
            <option key={id} value={id}>
              {words.groups[id]}
            </option>
          ))}
        </select>
      </label>
      <Trend readings={readings} />
      <div class="wb-group">
        {before !== null && (
          <Toggle
            pressed={withBefore.value}
            title={words.beforeMeaning(t.workbench.variant[before.variant])}
            onClick={() => (withBefore.value = !withBefore.value)}
          >
            {words.before}
          </Toggle>
        )}
        <Toggle
          pressed={paused.value !== null}
          title={words.pauseMeaning}
          onClick={() => (paused.value = paused.value === null ? { ...readings.value } : null)}
        >
          {words.pause}
        </Toggle>
        <Toggle pressed={asTable.value} onClick={() => (asTable.value = !asTable.value)}>
          {words.asTable}
        </Toggle>
      </div>
    </header>
  );
}

interface ToggleProps {
  readonly pressed: boolean;
  readonly title?: string;
  readonly onClick: () => void;
  readonly children: string;
}

function Toggle({ pressed, title, onClick, children }: ToggleProps) {
  return (
    <button type="button" class="wb-button wb-quiet" aria-pressed={pressed} title={title} onClick={onClick}>
      {children}
    </button>
  );
}

function Trend({ readings }: Pick<ChartHeadProps, 'readings'>) {
  const { lab } = useBench();
  const words = t.workbench.chart.trend;
  const trend = trendNow(readings.value, (lab.value?.ceilingMiB ?? 0) * 2 ** 20);
  return (
    <p class="wb-trend" title={words.meaning}>
      {trend && (
        <>
          {words.pace(trend.perSecond)}
          {trend.secondsLeft !== null && <strong> · {words.left(trend.secondsLeft)}</strong>}
        </>
      )}
    </p>
  );
}
