import type { ComponentChildren } from 'preact';
import { t } from '#i18n/index.ts';
import { useBench } from './context.ts';
import type { Connection } from './live.ts';
import { Icon } from './ui/icon.tsx';
import { Spoken } from './ui/spoken.tsx';

/**
 * Shows the workbench once the workshop has been heard, and goes on showing it, with a word on top, while the workshop
 * is silent: what is on the screen, unsaved edits above all, must not go away with it.
 */
export function ConnectionGate({ children }: { children: ComponentChildren }) {
  const { connection, lab } = useBench();
  const isMet = lab.value !== null;
  return (
    <>
      <Spoken>{isMet ? <Trouble now={connection.value} /> : <Welcome now={connection.value} />}</Spoken>
      {isMet && children}
    </>
  );
}

/** Before the workshop has described the lab. */
function Welcome({ now }: { now: Connection }) {
  const words = t.workbench.connection;
  switch (now.kind) {
    case 'connecting':
    case 'live':
      return <p class="wb-greeting">{words.connecting}</p>;
    case 'reconnecting':
      return <Greeting title={words.unreachableTitle} text={words.unreachable} command="npm start" />;
    case 'no-session':
      return <Greeting title={words.noSessionTitle} text={words.noSession} />;
    case 'static':
      return <Greeting title={words.staticTitle} text={words.static} command="npm start" />;
    case 'refused':
      return <Greeting title={words.refusedTitle} text={now.message} />;
  }
}

function Trouble({ now }: { now: Connection }) {
  const words = t.workbench.connection;
  const trouble =
    now.kind === 'no-session'
      ? words.noSession
      : now.kind === 'refused'
        ? now.message
        : now.kind === 'reconnecting' || now.kind === 'static'
          ? words.reconnecting
          : null;
  if (trouble === null) return null;
  return (
    <div class="wb-banner wb-banner-warning">
      <Icon name="alert" />
      <p>{trouble}</p>
    </div>
  );
}

function Greeting({ title, text, command }: { title: string; text: string; command?: string }) {
  return (
    <div class="wb-greeting">
      <h2>{title}</h2>
      <p>{text}</p>
      {command && (
        <pre>
          <code>{command}</code>
        </pre>
      )}
    </div>
  );
}
