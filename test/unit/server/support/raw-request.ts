import { connect } from 'node:net';
import { once } from 'node:events';

/**
 * Writes bytes to a port on 127.0.0.1 and reads until the other side closes: what no HTTP client would send.
 *
 * @param lines the request line and headers; a blank line is added, then `body`.
 */
export async function rawRequest(port: number, lines: readonly string[], body = ''): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => (answer += chunk));
  socket.on('error', () => undefined);
  socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`);
  await once(socket, 'close');
  return answer;
}

/** The status of an answer as {@link rawRequest} gives it; `null` when there was none. */
export function statusOf(answer: string): number | null {
  const match = /^HTTP\/1\.[01] (\d{3})/.exec(answer);
  return match === null ? null : Number(match[1]);
}
