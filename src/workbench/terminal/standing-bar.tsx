import { t } from '#i18n/index.ts';
import { useBench } from '../context.ts';
import { Icon } from '../ui/icon.tsx';
import type { TerminalConnection } from './connection.ts';

/** Why a terminal does not answer, and what to do about it. */
export function StandingBar({ connection, id }: { connection: TerminalConnection; id: string }) {
  const { terminals } = useBench();
  const standing = connection.standing.value;
  const words = t.terminal.standing;
  const another = async (): Promise<void> => {
    await terminals.close(id);
    await terminals.open();
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
          <button type="button" class="wb-button" onClick={connection.takeBack}>
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
    <div class={`wb-banner wb-terminal-bar ${late ? 'wb-terminal-late' : ''}`} role="status">
      <Icon name="alert" />
      {children}
    </div>
  );
}
