import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { TerminalInfo } from '#server/contract.ts';
import { t } from '#i18n/index.ts';
import { useBench } from '../context.ts';
import { LoadingCover } from '../ui/loading-cover.tsx';
import { leaveByEscape } from '../ui/leave-by-escape.ts';
import { Spoken } from '../ui/spoken.tsx';
import { onMac } from './clipboard-keys.ts';
import { connectTerminal, type TerminalConnection } from './connection.ts';
import { destinationOf, savedProfilePage } from './links.ts';
import { StandingBar } from './standing-bar.tsx';
import type { TerminalWidget } from './xterm.ts';

interface TerminalViewProps {
  readonly terminal: TerminalInfo;
  readonly labId: string;
  /** Puts the keyboard where it is while the terminal goes away. */
  readonly leave: () => void;
}

interface Open {
  readonly widget: TerminalWidget;
  readonly connection: TerminalConnection;
}

/** One terminal: xterm, loaded when the first is built, and the connection that fills it. */
export function TerminalView({ terminal, labId, leave }: TerminalViewProps) {
  const { api, terminals, theme } = useBench();
  const host = useRef<HTMLDivElement>(null);
  const open = useSignal<Open | null>(null);
  const phase = useSignal<'loading' | 'ready' | 'failed'>('loading');
  const attempt = useSignal(0);
  const escaped = useSignal(false);
  const tries = attempt.value;
  const { id, number } = terminal;
  const words = t.terminal;

  useEffect(() => {
    const life = new AbortController();
    const load = async (): Promise<void> => {
      phase.value = 'loading';
      try {
        const { createTerminal } = await import('./xterm.ts');
        const element = host.current;
        if (life.signal.aborted || element === null) return;
        const widget = await createTerminal({
          host: element,
          label: words.screenLabel(number),
          screenReader: terminals.screenReader.peek(),
          onInput: (data) => open.peek()?.connection.input(data),
          onResize: (size) => open.peek()?.connection.resize(size),
          onLink: (url) => visit(destinationOf(url)),
          onSavedProfile: (path) => visit(savedProfilePage(labId, path)),
        });
        if (life.signal.aborted) return widget.dispose();
        const connection = connectTerminal({
          url: api.terminalUrl(id),
          screen: widget,
          look: () => api.terminal(id),
          onBusy: (command) => void terminals.runApart(command),
          lifetime: life.signal,
        });
        const resizing = new ResizeObserver(() => widget.fit());
        resizing.observe(element);
        life.signal.addEventListener('abort', () => resizing.disconnect());
        leaveByEscape(element, (leaves) => (escaped.value = leaves), life.signal);
        open.value = { widget, connection };
        phase.value = 'ready';
      } catch {
        phase.value = 'failed';
      }
    };
    void load();
    return () => {
      life.abort();
      open.peek()?.widget.dispose();
      open.value = null;
    };
  }, [tries, id]);
  useSignalEffect(() => {
    void theme.value;
    open.value?.widget.retheme();
  });
  useSignalEffect(() => open.value?.widget.setScreenReader(terminals.screenReader.value));
  useSignalEffect(() => {
    void terminals.wanted.value;
    const now = open.value?.connection;
    const kind = now?.standing.value.kind ?? 'connecting';
    if (kind === 'connecting' || kind === 'reconnecting') return;
    const command = terminals.take(id);
    if (command === null) return;
    if (kind === 'live' || kind === 'starting') now?.run(command);
    else void terminals.runApart(command);
  });

  const connection = open.value?.connection;
  const mode = connection?.mode.value;
  return (
    <div class="wb-column">
      <Spoken>
        {mode?.kind === 'lines' && (
          <div class="wb-banner wb-banner-warning">
            <p>
              <strong>{words.lines.title}</strong> {words.lines.limits} {mode.why}
            </p>
          </div>
        )}
      </Spoken>
      <div class="wb-terminal-host" ref={host} />
      <Spoken>
        {connection && (
          <StandingBar connection={connection} id={id} enter={() => open.peek()?.widget.focus()} leave={leave} />
        )}
      </Spoken>
      <LoadingCover phase={phase.value} words={words} onRetry={() => (attempt.value += 1)} />
      <p class="wb-hint" aria-live="polite">
        {escaped.value ? words.tabLeaves : onMac() ? words.hintOnMac : words.hint}
      </p>
    </div>
  );
}

/** In a tab of its own, which cannot reach back to this one. */
function visit(url: string): void {
  window.open(url, '_blank', 'noopener,noreferrer');
}
