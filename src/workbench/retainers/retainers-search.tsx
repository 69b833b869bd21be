import { useSignal } from '@preact/signals';
import { useId, useRef } from 'preact/hooks';
import type { Constructor } from '#heap-snapshot/constructors.ts';
import { t } from '#i18n/index.ts';
import { formatBytes, formatCount } from '../format.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Spoken } from '../ui/spoken.tsx';
import type { SnapshotSummary, Wanted } from './protocol.ts';
import type { SnapshotReader } from './snapshot-reader.ts';

/** Suggestions beside the search; the list of the input has more. */
const SUGGESTED = 6;
const LARGE_BYTES = 100 * 1024;
const KINDS = ['constructor', 'string', 'size'] as const;

interface RetainersSearchProps {
  readonly reader: SnapshotReader;
  readonly summary: SnapshotSummary;
  /** For the same question in a terminal. */
  readonly source: string;
  /** Constructor to begin with, where somebody knows one. */
  readonly suggested: string | null;
}

/** What to look for: everything, a constructor, a text, a size; the kinds that retain most are one press away. */
export function RetainersSearch({ reader, summary, source, suggested }: RetainersSearchProps) {
  const words = t.retainersPanel.search;
  const kind = useSignal<(typeof KINDS)[number]>('constructor');
  const text = useSignal('');
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const wanted = reader.found.value?.wanted ?? { kind: 'all' };
  const ask = (next: Wanted): void => reader.find(next);
  const asked = wantedOf(kind.value, text.value.trim());
  const isWrong = asked === null && text.value.trim() !== '';
  const command = commandOf(source, wanted);
  const others = summary.constructors.filter(({ name }) => name !== suggested);
  const isChosen = ({ name }: Constructor): boolean => wanted.kind === 'constructor' && wanted.name === name;
  return (
    <div class="rt-search">
      <div class="rt-ask">
        <form
          role="search"
          onSubmit={(event) => {
            event.preventDefault();
            if (asked === null) field.current?.focus();
            else ask(asked);
          }}
        >
          <select
            aria-label={words.kind}
            value={kind.value}
            onChange={({ currentTarget }) => (kind.value = currentTarget.value as (typeof KINDS)[number])}
          >
            {KINDS.map((name) => (
              <option key={name} value={name}>
                {words.kinds[name]}
              </option>
            ))}
          </select>
          <input
            ref={field}
            type="text"
            spellcheck={false}
            autocapitalize="off"
            aria-label={words.kinds[kind.value]}
            placeholder={words.placeholders[kind.value]}
            aria-invalid={isWrong}
            aria-describedby={isWrong ? `${id}-wrong` : undefined}
            list={kind.value === 'constructor' ? `${id}-list` : undefined}
            value={text.value}
            onInput={({ currentTarget }) => (text.value = currentTarget.value)}
          />
          <datalist id={`${id}-list`}>
            {summary.constructors.map(({ name }) => (
              <option key={name} value={name} />
            ))}
          </datalist>
          <button type="submit" class="wb-button">
            {words.submit}
          </button>
        </form>
        <Spoken>
          {isWrong && (
            <span id={`${id}-wrong`} class="wb-danger">
              {words.wrongSize}
            </span>
          )}
        </Spoken>
      </div>
      <span class="wb-command">
        <code title={words.command}>{command}</code>
        <CopyButton text={command} what={t.views.file.commandWhat} />
      </span>
      <div class="rt-suggestions" role="group" aria-label={words.suggestions}>
        <Suggestion label={words.all} isChosen={wanted.kind === 'all'} onChoose={() => ask({ kind: 'all' })} />
        {suggested !== null && (
          <Suggestion
            label={words.beginWith(suggested)}
            title={words.beginWithMeaning}
            isChosen={wanted.kind === 'constructor' && wanted.name === suggested}
            onChoose={() => ask({ kind: 'constructor', name: suggested })}
          />
        )}
        {others.slice(0, SUGGESTED).map((each) => (
          <Suggestion
            key={each.name}
            label={`${each.name} · ${formatBytes(each.retainedSize)}`}
            title={words.constructorFacts(formatCount(each.count), formatBytes(each.retainedSize))}
            isChosen={isChosen(each)}
            onChoose={() => ask({ kind: 'constructor', name: each.name })}
          />
        ))}
        <Suggestion
          label={words.large(formatBytes(LARGE_BYTES))}
          isChosen={wanted.kind === 'size' && wanted.min === LARGE_BYTES}
          onChoose={() => ask({ kind: 'size', min: LARGE_BYTES })}
        />
      </div>
    </div>
  );
}

interface SuggestionProps {
  readonly label: string;
  readonly title?: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function Suggestion({ label, title, isChosen, onChoose }: SuggestionProps) {
  return (
    <button type="button" class="rt-suggestion" title={title} aria-pressed={isChosen} onClick={onChoose}>
      {label}
    </button>
  );
}

/** Null while it makes no question. */
function wantedOf(kind: (typeof KINDS)[number], text: string): Wanted | null {
  if (text === '') return null;
  switch (kind) {
    case 'constructor':
      return { kind, name: text };
    case 'string':
      return { kind, pattern: text };
    case 'size':
      return /^\d{1,12}$/.test(text) ? { kind, min: Number(text) } : null;
  }
}

function commandOf(source: string, wanted: Wanted): string {
  const quoted = (text: string): string =>
    /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
  const filterOf = (): string => {
    switch (wanted.kind) {
      case 'all':
        return '';
      case 'constructor':
        return ` --constructor ${quoted(wanted.name)}`;
      case 'string':
        return ` --string ${quoted(wanted.pattern)}`;
      case 'size':
        return ` --min-size ${wanted.min}`;
    }
  };
  return `npm run retainers -- ${quoted(source)}${filterOf()}`;
}
