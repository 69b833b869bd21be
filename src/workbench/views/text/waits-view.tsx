import { useComputed } from '@preact/signals';
import { t } from '#i18n/index.ts';
import { formatCount } from '../../format.ts';
import { useViews } from '../context.ts';
import type { WaitFrame, WaitGroup, WaitsAnswer } from '../engine/protocol.ts';
import { isFoundIn } from '../found.ts';
import { shareText } from '../measure.ts';
import { OutdatedNote } from '../outdated-note.tsx';
import { searchFor } from '../search.ts';
import { shortFile } from '../short-file.ts';
import { waitKindOf } from '../waits.ts';
import { amountText, waitAmount } from './wait-amount.ts';
import './waits.css';

/** What waits and since when, or what held the others up, by the line that did it; each with its stacks. */
export function WaitsView({ answer }: { answer: WaitsAnswer }) {
  const { views } = useViews();
  const words = t.views.waits;
  const kind = waitKindOf({ sampleTypes: answer.types }) ?? 'goroutine';
  const groups = useComputed(() => {
    const wanted = searchFor(views.state.value.search);
    if (wanted.kind !== 'regexp') return answer.groups;
    return answer.groups.filter((group) => isFoundIn(group, wanted.test));
  });
  return (
    <div class="wb-scroll vw-sheet vw-waits" tabIndex={0} role="region" aria-label={words.label[kind]}>
      <OutdatedNote />
      <p class="vw-footnote">{words.intro[kind]}</p>
      {answer.groupCount > answer.groups.length && (
        <p class="vw-footnote">
          {t.views.matchedCut(formatCount(answer.groups.length), formatCount(answer.groupCount))}
        </p>
      )}
      {groups.value.length === 0 && (
        <p class="wb-empty">{answer.groups.length === 0 ? words.none[kind] : t.views.top.noMatch}</p>
      )}
      <ol>
        {groups.value.map((group) => (
          <Group
            key={`${group.culprit.name} ${group.culprit.file} ${group.culprit.line}`}
            group={group}
            answer={answer}
          />
        ))}
      </ol>
    </div>
  );
}

function Group({ group, answer }: { group: WaitGroup; answer: WaitsAnswer }) {
  const { views } = useViews();
  const words = t.views.waits;
  const { culprit } = group;
  const isSelected = views.state.value.selected === culprit.name;
  // Compared, those that only the earlier profile had wait no longer.
  const oldest = group.ages.findLast(({ value }) => value > 0);
  return (
    <li class={`vw-wait ${isSelected ? 'wb-marked' : ''}`}>
      <div class="vw-wait-head">
        <strong class="wb-figure">{waitAmount(group, answer)}</strong>
        <span class="wb-muted wb-figure">{shareText(group.value, answer.total)}</span>
        <span class="wb-function">
          <button
            type="button"
            aria-pressed={isSelected}
            onClick={() => views.change({ selected: isSelected ? '' : culprit.name }, 'touch')}
          >
            {culprit.name}
          </button>
        </span>
        <Place frame={culprit} />
        {group.states.length > 0 && <code title={words.state}>{group.states.join(', ')}</code>}
        {oldest !== undefined && <span class="wb-muted">{words.oldest(words.age(oldest.name))}</span>}
      </div>
      {group.ages.length > 0 && <Ages group={group} answer={answer} />}
      <details>
        <summary>{words.stacks(group.stackCount, group.stacks.length, group.stacks[0]?.frames.length ?? 0)}</summary>
        {group.stacks.map(({ value, frames }, index) => (
          <ol key={index} class="vw-wait-stack">
            {group.stackCount > 1 && <li class="wb-muted wb-figure">{amountText(value, answer)}</li>}
            {frames.map((frame, depth) => (
              <li key={depth}>
                <code>{frame.name}</code> <Place frame={frame} />
              </li>
            ))}
          </ol>
        ))}
      </details>
    </li>
  );
}

/** Where a frame stands; a way into the editor where there is one. */
function Place({ frame: { file, line } }: { frame: WaitFrame }) {
  const { views } = useViews();
  if (file === '') return null;
  const open = views.opened.value?.editorOf?.(file) ?? null;
  const place = line > 0 ? `${shortFile(file)}:${line}` : shortFile(file);
  if (open === null) {
    return (
      <span class="wb-muted" title={file}>
        {place}
      </span>
    );
  }
  return (
    <button type="button" class="vw-line" title={t.views.source.openLine(line)} onClick={() => open(line)}>
      {place}
    </button>
  );
}

/** How many wait for how long: the words say it, the bar shows it. */
function Ages({ group: { ages }, answer }: { group: WaitGroup; answer: WaitsAnswer }) {
  const words = t.views.waits;
  const whole = ages.reduce((sum, { value }) => sum + Math.abs(value), 0) || 1;
  return (
    <div class="vw-ages">
      <div class="vw-age-bar" aria-hidden="true">
        {ages.map(({ name, value }) => (
          <span key={name} data-age={name} style={{ width: `${(Math.abs(value) / whole) * 100}%` }} />
        ))}
      </div>
      <ul>
        {ages.map(({ name, value }) => (
          <li key={name}>
            <span class="vw-age-key" data-age={name} aria-hidden="true" />
            {words.aged(amountText(value, answer), words.age(name))}
          </li>
        ))}
      </ul>
    </div>
  );
}
