import type { ComponentChildren } from 'preact';
import { t } from '#i18n/index.ts';
import { useBench } from './context.ts';
import { Icon } from './ui/icon.tsx';

/**
 * Shows the workbench once the workshop has been heard, and goes on showing it, with a word on top, while the workshop
 * is silent: what is on the screen, unsaved edits above all, must not go away with it.
 */
export function ConnectionGate({ children }: { children: ComponentChildren }) {
  const { connection, lab } = useBench();
  const words = t.workbench.connection;
  const now = connection.value;

  if (lab.value === null) {
    switch (now.kind) {
      case 'connecting':
      case 'live':
        return (
          <p class="wb-greeting" role="status">
            {words.connecting}
          </p>
        );
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
  const trouble =
    now.kind === 'no-session'
      ? words.noSession
      : now.kind === 'refused'
        ? now.message
        : now.kind === 'reconnecting' || now.kind === 'static'
          ? words.reconnecting
          : null;
  return (
    <>
      {trouble !== null && (
        <div class="wb-banner wb-banner-warning" role="status">
          <Icon name="alert" />
          <p>{trouble}</p>
        </div>
      )}
      {children}
    </>
  );
}

function Greeting({ title, text, command }: { title: string; text: string; command?: string }) {
  return (
    <div class="wb-greeting" role="status">
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
