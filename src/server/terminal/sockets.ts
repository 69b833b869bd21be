import { WebSocketServer, type WebSocket } from 'ws';
import { z } from 'zod';
import { ServerError } from '../errors.ts';
import { HEARTBEAT_MS, MAX_COMMAND_CHARACTERS, MAX_COLUMNS, MAX_ROWS, MAX_TERMINAL_MESSAGE_BYTES } from '../limits.ts';
import type { UpgradeHandler } from '../upgrade-guard.ts';
import { endOnceSilent } from './heartbeat.ts';
import type { TerminalClientMessage } from './protocol.ts';
import type { Terminal, Viewer } from './terminal.ts';
import type { Terminals } from './terminals.ts';

/** Where a page shows a terminal. */
export const TERMINAL_PATH = '/ws/terminal';

/** WebSocket's own numbers for how it was closed. */
const GOING_AWAY = 1001;
const POLICY_VIOLATION = 1008;

const message: z.ZodType<TerminalClientMessage> = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('input'), data: z.string() }),
  // One line: a control character in it would be a key.
  z.strictObject({
    type: z.literal('run'),
    command: z
      .string()
      .regex(/^\P{Cc}+$/u)
      .max(MAX_COMMAND_CHARACTERS),
  }),
  z.strictObject({
    type: z.literal('resize'),
    cols: z.int().min(1).max(MAX_COLUMNS),
    rows: z.int().min(1).max(MAX_ROWS),
  }),
  z.strictObject({ type: z.literal('ack'), bytes: z.int().min(0) }),
]);

/** The WebSockets of the terminals. Every request that gets here has passed the upgrade's guard. */
export class TerminalSockets implements Disposable {
  readonly #terminals: Terminals;
  // Compression would cost more than it saves: both ends are this machine.
  readonly #server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MAX_TERMINAL_MESSAGE_BYTES,
  });

  constructor(terminals: Terminals) {
    this.#terminals = terminals;
  }

  readonly upgrade: UpgradeHandler = (request, socket, head) => {
    const query = new URLSearchParams(request.url?.split('?')[1] ?? '');
    const terminal = this.#terminals.find(query.get('lab') ?? '', query.get('terminal') ?? '');
    if (request.headers.upgrade?.toLowerCase() !== 'websocket') throw new ServerError('bad-request');
    this.#server.handleUpgrade(request, socket, head, (webSocket) => this.#show(terminal, webSocket));
  };

  #show(terminal: Terminal, socket: WebSocket): void {
    const viewer: Viewer = {
      send: (message) => socket.send(JSON.stringify(message)),
      output: (bytes) => socket.send(bytes),
      close: () => socket.close(GOING_AWAY),
    };
    const watching = this.#terminals.watch(terminal, viewer);
    const heartbeat = endOnceSilent(socket, HEARTBEAT_MS);
    socket.on('message', (data, isBinary) => {
      const parsed = isBinary ? null : parseMessage(String(data));
      if (parsed === null) socket.close(POLICY_VIOLATION);
      else terminal.receive(viewer, parsed);
    });
    // ws closes the socket after an error by itself; what is too large or no WebSocket is nobody's to explain.
    socket.on('error', () => undefined);
    socket.once('close', () => {
      heartbeat[Symbol.dispose]();
      watching[Symbol.dispose]();
    });
  }

  [Symbol.dispose](): void {
    for (const socket of this.#server.clients) socket.terminate();
    this.#server.close();
  }
}

function parseMessage(text: string): TerminalClientMessage | null {
  try {
    return message.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
