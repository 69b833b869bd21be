import type { IncomingMessage, Server } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Address } from './address.ts';
import { answerTo, describeError, ServerError } from './errors.ts';
import { isForThisHost } from './host-guard.ts';
import type { Session } from './session.ts';

/**
 * Takes over a socket whose request has passed every check, and owns it from then on; or throws a
 * {@link ServerError}, and the socket is refused with it.
 */
export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** Upgrades by exact path, such as a terminal's. A path without one is answered 404. */
export type UpgradeRoutes = ReadonlyMap<string, UpgradeHandler>;

/**
 * Checks every upgrade before anything of it is accepted. A browser sends a WebSocket anywhere with our cookie, and
 * no CORS applies, so `Origin` decides; here it may never be missing.
 */
export function guardUpgrades(server: Server, address: Address, session: Session, routes: UpgradeRoutes): void {
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // A client that resets the connection while it is being refused must not bring the workshop down.
    socket.on('error', () => socket.destroy());
    try {
      checkRequest(request, address, session);
      const handler = routes.get(pathOf(request));
      if (handler === undefined) throw new ServerError('not-found');
      handler(request, socket, head);
    } catch (error) {
      refuse(socket, error);
    }
  });
}

function checkRequest(request: IncomingMessage, address: Address, session: Session): void {
  if (!isForThisHost(request, address)) throw new ServerError('bad-host');
  if (request.headers.origin !== address.origin) throw new ServerError('bad-origin');
  if (!session.isOpenedBy(request.headers.cookie)) throw new ServerError('no-session');
}

function pathOf(request: IncomingMessage): string {
  return request.url?.split('?', 1)[0] ?? '';
}

/** The socket has left HTTP, so the answer is written by hand. */
function refuse(socket: Duplex, error: unknown): void {
  const described = describeError(error);
  if (described.code === 'internal') console.error(error);
  const { status, headers, body } = answerTo('/api', described);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}
