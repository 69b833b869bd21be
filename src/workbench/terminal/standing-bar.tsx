import { t } from '#i18n/index.ts';
import { useBench } from '../context.ts';
import { Icon } from '../ui/icon.tsx';
import type { TerminalConnection } from './connection.ts';
import { terminalTabId } from './terminals.ts';

interface StandingBarProps {
  readonly connection: TerminalConnection;
  readonly id: string;
  /** Puts the keyboard into the terminal. */
  readonly enter: () => void;
  /** Puts it where it is while the terminal goes away. */
  readonly leave: () => void;
}

/** Why a terminal does not answer, and what to do about it. */
export function StandingBar({ connection, id, enter, leave }: StandingBarProps) {
  const { terminals } = useBench();
  const standing = connection.standing.value;
  const words = t.terminal.standing;
  const another = async (): Promise<void> => {
    leave();
    if (!(await terminals.close(id))) return;
    const made = await terminals.open();
    if (made !== null) document.getElementById(terminalTabId(made))?.focus();
  };
  switch (standing.kind) {
    case 'live':
    case 'connecting':
      return null;
    case 'starting':
      return (
        <Bar late>
          <p>{words.starting}</p>
        </Bar>
      );
    case 'reconnecting':
      return (
        <Bar>
          <p>{words.reconnecting}</p>
        </Bar>
      );
    case 'taken':
      return (
        <Bar>
          <p>{words.taken}</p>
          <button
            type="button"
            class="wb-button"
            onClick={() => {
              enter();
              connection.takeBack();
            }}
          >
            {words.takeBack}
          </button>
        </Bar>
      );
    case 'ended':
    case 'gone':
      return (
        <Bar>
          <p>{standing.kind === 'ended' ? words.ended(standing.code) : standing.message}</p>
          <button type="button" class="wb-button" onClick={() => void another()}>
            {words.another}
          </button>
        </Bar>
      );
  }
}

function Bar({ children, late = false }: { children: preact.ComponentChildren; late?: boolean }) {
  return (
    <div class={`wb-banner wb-terminal-bar ${late ? 'wb-terminal-late' : ''}`}>
      <Icon name="alert" />
      {children}
    </div>
  );
}
