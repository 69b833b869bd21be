import { t } from '#i18n/index.ts';
import { formatCount } from '../../format.ts';
import { useViews } from '../context.ts';
import type { TracesAnswer } from '../engine/protocol.ts';
import { changeText, shareText, valueText } from '../measure.ts';
import { isSelected } from '../selection.ts';
import './text.css';

/** pprof's traces, the largest first: each sample with its whole stack, leaf on top. */
export function TracesView({ answer }: { answer: TracesAnswer }) {
  const { views } = useViews();
  const words = t.views.traces;
  const { traces, matched, total, sampleType, outputUnit, isDifference } = answer;
  const state = views.state.value;
  const value = (amount: number): string =>
    (isDifference ? changeText : valueText)(amount, sampleType.unit, outputUnit);
  return (
    <div class="wb-scroll vw-sheet vw-traces" tabIndex={0} role="region" aria-label={words.label}>
      <p class="vw-footnote">
        {matched > traces.length
          ? words.cut(formatCount(traces.length), formatCount(matched))
          : words.all(formatCount(matched))}
      </p>
      <ol>
        {traces.map((trace, index) => (
          <li key={index}>
            <p class="vw-trace-head">
              <strong class="wb-figure">{value(trace.value)}</strong>{' '}
              <span class="wb-muted">{shareText(trace.value, total)}</span>
              {trace.labels.map((label) => (
                <code key={label}>{label}</code>
              ))}
            </p>
            <ol>
              {trace.frames.map(({ name, functionName, inline }, depth) => (
                <li key={depth} class={isSelected(state, functionName) ? 'wb-marked' : ''}>
                  <code>{name}</code>
                  {inline && <span class="wb-muted"> inline</span>}
                </li>
              ))}
            </ol>
          </li>
        ))}
      </ol>
    </div>
  );
}
