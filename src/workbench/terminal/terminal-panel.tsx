import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '#i18n/index.ts';
import { useBench } from '../context.ts';
import { Icon } from '../ui/icon.tsx';
import { targetOf } from '../ui/tab-keys.ts';
import { Words } from '../ui/words.tsx';
import { TerminalView } from './terminal-view.tsx';
import { terminalTabId } from './terminals.ts';
import './terminal.css';

/** The lab's terminals, one at a time; the others go on behind it. */
export function TerminalPanel() {
  const { terminals, lab } = useBench();
  useEffect(() => void terminals.load(), [terminals]);
  const words = t.terminal;
  const list = terminals.list.value ?? [];
  const labId = lab.value?.id ?? '';
  const add = useRef<HTMLButtonElement>(null);
  const leave = (): void => add.current?.focus();
  return (
    <div class="wb-column wb-terminal">
      <TerminalToolbar add={add} />
      <Problem leave={leave} />
      {list.map((terminal) => (
        <div
          key={terminal.id}
          class="wb-column wb-terminal-panel"
          role="tabpanel"
          id={`wb-terminal-${terminal.id}`}
          aria-labelledby={terminalTabId(terminal)}
          hidden={terminals.selected.value !== terminal.id}
        >
          <TerminalView terminal={terminal} labId={labId} leave={leave} />
        </div>
      ))}
      {list.length === 0 && terminals.problem.value === null && (
        <div class="wb-empty">
          {terminals.list.value === null || terminals.opening.value ? (
            <p role="status">{words.opening}</p>
          ) : (
            <p>{words.none}</p>
          )}
        </div>
      )}
    </div>
  );
}

function TerminalToolbar({ add }: { add: RefObject<HTMLButtonElement | null> }) {
  const { terminals } = useBench();
  const tabs = useRef<HTMLDivElement>(null);
  const words = t.terminal;
  const list = terminals.list.value ?? [];
  const current = list.find(({ id }) => id === terminals.selected.value);
  const move = (event: KeyboardEvent): void => {
    const index = list.findIndex(({ id }) => id === terminals.selected.peek());
    const target = targetOf(event, index, list.length);
    if (target === null) return;
    event.preventDefault();
    terminals.selected.value = list[target]!.id;
    tabs.current?.querySelectorAll<HTMLElement>('[role=tab]')[target]?.focus();
  };
  return (
    <div class="wb-toolbar">
      {list.length > 0 && (
        <div class="wb-segments" role="tablist" aria-label={words.tabs} ref={tabs} onKeyDown={move}>
          {list.map(({ id, number }) => (
            <button
              key={id}
              type="button"
              role="tab"
              id={terminalTabId({ id, number })}
              aria-controls={`wb-terminal-${id}`}
              aria-selected={id === current?.id}
              aria-label={words.name(number)}
              tabIndex={id === current?.id ? 0 : -1}
              onClick={() => (terminals.selected.value = id)}
            >
              {number}
            </button>
          ))}
        </div>
      )}
      <button
        ref={add}
        type="button"
        class="wb-button wb-square"
        aria-label={words.open}
        title={words.open}
        aria-disabled={terminals.list.value === null}
        onClick={() => terminals.list.value !== null && void terminals.open()}
      >
        <Icon name="plus" />
      </button>
      <span class="wb-muted wb-terminal-place">
        <Words long={words.place} short="" />
      </span>
      <button
        type="button"
        class="wb-button wb-quiet"
        aria-pressed={terminals.screenReader.value}
        title={words.screenReaderMeaning}
        onClick={() => terminals.setScreenReader(!terminals.screenReader.peek())}
      >
        <Words long={words.screenReader} short={words.screenReaderShort} />
      </button>
      {current && (
        <button
          type="button"
          class="wb-button wb-quiet wb-square"
          title={words.closeMeaning}
          aria-label={words.close(current.number)}
          onClick={() => {
            if (list.length === 1) add.current?.focus();
            void terminals.close(current.id);
          }}
        >
          <Icon name="cross" />
        </button>
      )}
    </div>
  );
}

function Problem({ leave }: { leave: () => void }) {
  const { terminals } = useBench();
  if (terminals.problem.value === null) return null;
  const retry = terminals.list.value === null ? terminals.load : terminals.open;
  return (
    <div class="wb-banner wb-banner-warning" role="alert">
      <Icon name="alert" />
      <p>{terminals.problem.value}</p>
      <button
        type="button"
        class="wb-button"
        onClick={() => {
          leave();
          void retry();
        }}
      >
        {t.workbench.retry}
      </button>
      <button
        type="button"
        class="wb-button wb-quiet"
        onClick={() => {
          leave();
          terminals.problem.value = null;
        }}
      >
        {t.workbench.dismiss}
      </button>
    </div>
  );
}
