/** One terminal of the workshop, shown here: what its screen says and what is typed, over a WebSocket that comes back. */
import { signal, type ReadonlySignal } from '@preact/signals';
import type { TerminalClientMessage, TerminalMode, TerminalServerMessage, TerminalSize } from '#server/contract.ts';
import { t } from '#i18n/index.ts';
import { ApiProblem } from '../api.ts';
import { pause } from '../lifetime.ts';
import { inputChunks } from './input-chunks.ts';

const FIRST_RETRY_MS = 500;
const MAX_RETRY_MS = 5_000;

/** What the workshop has of a screen. */
export type ScreenCopy = Pick<Extract<TerminalServerMessage, { type: 'hello' }>, 'size' | 'largest' | 'screen'>;

/** What a connection needs of the screen. */
export interface TerminalScreen {
  /** Becomes that copy; `done` when it is drawn. */
  restore(copy: ScreenCopy, done: () => void): void;
  write(bytes: Uint8Array, drawn: () => void): void;
}

export type Standing =
  | { readonly kind: 'connecting' }
  /** The shell runs and has said nothing yet: it reads its startup files. */
  | { readonly kind: 'starting' }
  | { readonly kind: 'live' }
  /** The workshop does not answer; we keep trying. */
  | { readonly kind: 'reconnecting' }
  /** Another page shows it. */
  | { readonly kind: 'taken' }
  /** The shell has ended; its last screen stays. */
  | { readonly kind: 'ended'; readonly code: number }
  /** The workshop has no such terminal (any more). */
  | { readonly kind: 'gone'; readonly message: string };

export interface TerminalConnection {
  readonly standing: ReadonlySignal<Standing>;
  /** Null until the workshop has said. */
  readonly mode: ReadonlySignal<TerminalMode | null>;
  input(data: string): void;
  resize(size: TerminalSize): void;
  run(command: string): void;
  /** Shows it here again, after another page took it. */
  takeBack(): void;
}

interface ConnectionOptions {
  readonly url: string;
  readonly screen: TerminalScreen;
  /** Rejects when the workshop does not have this terminal, or does not answer. */
  readonly look: () => Promise<unknown>;
  /** A command was not run: a program has the terminal. */
  readonly onBusy: (command: string) => void;
  readonly lifetime: AbortSignal;
}

export function connectTerminal({ url, screen, look, onBusy, lifetime }: ConnectionOptions): TerminalConnection {
  const standing = signal<Standing>({ kind: 'connecting' });
  const mode = signal<TerminalMode | null>(null);
  let socket: WebSocket | null = null;
  let ackEvery = 0;
  let drawn = 0;
  let greeted = false;
  void keepShowing();

  async function keepShowing(): Promise<void> {
    let retryMs = FIRST_RETRY_MS;
    while (!lifetime.aborted) {
      try {
        await look();
        if (await show()) retryMs = FIRST_RETRY_MS;
      } catch (error) {
        if (error instanceof ApiProblem && error.problem.kind === 'refused' && error.problem.code !== 'no-session') {
          standing.value = { kind: 'gone', message: error.message };
        }
      }
      const { kind } = standing.peek();
      if (kind === 'taken' || kind === 'ended' || kind === 'gone') return;
      standing.value = { kind: 'reconnecting' };
      await pause(retryMs, lifetime);
      retryMs = Math.min(retryMs * 2, MAX_RETRY_MS);
    }
  }

  /** Resolves when the socket has closed: true if it had shown anything. */
  function show(): Promise<boolean> {
    return new Promise((resolve) => {
      const opened = new WebSocket(url);
      opened.binaryType = 'arraybuffer';
      socket = opened;
      const life = new AbortController();
      const { signal: alive } = life;
      lifetime.addEventListener('abort', () => opened.close(), { signal: alive });
      opened.addEventListener(
        'message',
        ({ data }: MessageEvent<ArrayBuffer | string>) => {
          if (typeof data === 'string') hear(JSON.parse(data) as TerminalServerMessage);
          else write(opened, new Uint8Array(data));
        },
        { signal: alive },
      );
      opened.addEventListener('close', () => {
        life.abort();
        if (socket === opened) socket = null;
        resolve(ackEvery > 0);
      });
    });
  }

  function write(from: WebSocket, bytes: Uint8Array): void {
    screen.write(bytes, () => acknowledge(from, bytes.byteLength));
    greeted = true;
    if (standing.peek().kind === 'starting') standing.value = { kind: 'live' };
  }

  function hear(message: TerminalServerMessage): void {
    switch (message.type) {
      case 'hello': {
        const { ended } = message;
        greeted = message.greeted;
        ackEvery = message.ackEvery;
        drawn = 0;
        mode.value = message.mode;
        screen.restore(message, () => {
          standing.value =
            ended === null ? { kind: greeted ? 'live' : 'starting' } : { kind: 'ended', code: ended.code };
        });
        return;
      }
      case 'ended':
        standing.value = { kind: 'ended', code: message.end.code };
        return;
      case 'busy':
        return onBusy(message.command);
      case 'closed':
        standing.value = { kind: 'gone', message: t.server.error['unknown-terminal'] };
        return;
      case 'taken':
        standing.value = { kind: 'taken' };
    }
  }

  /** The workshop holds the program while we are far behind; it goes by what has been drawn, not by what has come. */
  function acknowledge(to: WebSocket, bytes: number): void {
    drawn += bytes;
    if (drawn < ackEvery || to !== socket) return;
    send({ type: 'ack', bytes: drawn });
    drawn = 0;
  }

  function send(message: TerminalClientMessage): void {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  }

  return {
    standing,
    mode,
    input(data) {
      for (const chunk of inputChunks(data)) send({ type: 'input', data: chunk });
    },
    resize: ({ cols, rows }) => send({ type: 'resize', cols, rows }),
    run: (command) => send({ type: 'run', command }),
    takeBack() {
      if (standing.peek().kind !== 'taken') return;
      standing.value = { kind: 'connecting' };
      void keepShowing();
    },
  };
}
