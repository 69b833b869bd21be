import { useId } from 'preact/hooks';
import { t } from '#i18n/index.ts';
import { useViews } from './context.ts';
import type { Summary } from './engine/protocol.ts';
import { shownType } from './shown-type.ts';
import { withOptions } from './state.ts';

/** Which of the profile's numbers to look at, with one sentence on what it means. */
export function SampleTypeMenu({ summary }: { summary: Summary }) {
  const { views } = useViews();
  const words = t.views.sampleType;
  const id = useId();
  const { type } = shownType(summary, views.state.value.options.sampleIndex);
  const meanings: Readonly<Record<string, string | undefined>> = words.meaning;
  return (
    <>
      <label class="wb-field">
        <span>{words.label}</span>
        <select
          value={type}
          aria-describedby={id}
          onChange={({ currentTarget }) =>
            views.change({ options: withOptions(views.state.peek(), { sampleIndex: currentTarget.value }).options })
          }
        >
          {summary.sampleTypes.map((other) => (
            <option key={other.type} value={other.type}>
              {other.type}
            </option>
          ))}
        </select>
      </label>
      <p id={id} class="wb-meaning wb-muted">
        {meanings[type] ?? words.unknown}
      </p>
    </>
  );
}
