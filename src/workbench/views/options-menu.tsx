import { GRANULARITIES } from '#pprof/options.ts';
import { t } from '#i18n/index.ts';
import { useViews } from './context.ts';
import type { ViewOptions } from './engine/protocol.ts';
import { Menu } from './menu.tsx';
import { withOptions } from './state.ts';

const UNITS: Readonly<Record<string, readonly string[]>> = {
  bytes: ['B', 'kB', 'MB', 'GB'],
  nanoseconds: ['ns', 'us', 'ms', 's'],
  microseconds: ['us', 'ms', 's'],
  milliseconds: ['ms', 's'],
};
const NODE_COUNTS = [10, 20, 50, 80, 200] as const;
const ALL = 'all';
const AUTOMATIC = 'auto';

/** Granularity, unit, how much is trimmed away: how the same numbers are told. */
export function OptionsMenu({ unit }: { unit: string }) {
  const { views } = useViews();
  const words = t.views.options;
  const { options } = views.state.value;
  const set = (changed: ViewOptions): void =>
    views.change({ options: withOptions(views.state.peek(), changed).options });
  const units = UNITS[unit] ?? [];
  const count = options.trim === false ? ALL : (options.nodeCount ?? -1) < 0 ? AUTOMATIC : String(options.nodeCount);
  return (
    <Menu title={words.title}>
      {() => (
        <div class="vw-form">
          <label class="vw-field">
            <span>{words.granularity}</span>
            <select
              value={options.granularity ?? 'functions'}
              onChange={({ currentTarget }) => {
                const granularity = GRANULARITIES.find((name) => name === currentTarget.value);
                if (granularity === undefined) return;
                const state = views.state.peek();
                const isOther = (granularity === 'files') !== (state.options.granularity === 'files');
                // What is selected among files is no function, and the other way round.
                const selection = isOther ? { selected: '' } : {};
                views.change({ options: withOptions(state, { granularity }).options, ...selection });
              }}
            >
              {GRANULARITIES.map((name) => (
                <option key={name} value={name}>
                  {words.granularities[name]}
                </option>
              ))}
            </select>
          </label>
          {units.length > 0 && (
            <label class="vw-field">
              <span>{words.unit}</span>
              <select
                value={options.unit ?? 'minimum'}
                onChange={({ currentTarget }) => set({ unit: currentTarget.value })}
              >
                <option value="minimum">{words.units.minimum}</option>
                <option value="auto">{words.units.auto}</option>
                {units.map((name) => (
                  <option key={name} value={name}>
                    {name}
                  </option>
                ))}
              </select>
            </label>
          )}
          <label class="vw-field">
            <span>{words.count}</span>
            <select
              value={count}
              onChange={({ currentTarget: { value } }) =>
                set(
                  value === ALL
                    ? { trim: false, nodeCount: -1 }
                    : { trim: true, nodeCount: value === AUTOMATIC ? -1 : Number(value) },
                )
              }
            >
              <option value={AUTOMATIC}>{words.counts.automatic}</option>
              {NODE_COUNTS.map((number) => (
                <option key={number} value={String(number)}>
                  {words.counts.at(number)}
                </option>
              ))}
              <option value={ALL}>{words.counts.all}</option>
            </select>
          </label>
          <label class="vw-check">
            <input
              type="checkbox"
              checked={options.relativePercentages ?? false}
              onChange={({ currentTarget }) => set({ relativePercentages: currentTarget.checked })}
            />
            <span>{words.relative}</span>
          </label>
          <label class="vw-check">
            <input
              type="checkbox"
              checked={options.noInlines ?? false}
              onChange={({ currentTarget }) => set({ noInlines: currentTarget.checked })}
            />
            <span>{words.noInlines}</span>
          </label>
        </div>
      )}
    </Menu>
  );
}
