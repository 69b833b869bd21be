/** `kubectl port-forward`: each connection is a stream for what went wrong, and one for the bytes. */
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { serveSpdy } from './spdy.ts';

/** The protocol, bare, and within a websocket, as kubectl since 1.31 would have it. */
export const PORT_FORWARD = 'portforward.k8s.io';
export const TUNNELLED = `SPDY/3.1+${PORT_FORWARD}`;

/** `ports`: by the port that the pod has, where that is on this machine. */
export async function forwardPorts(connection: Duplex, ports: ReadonlyMap<number, number>): Promise<void> {
  const errors = new Map<string, Duplex>();
  await serveSpdy(connection, (stream, headers) => {
    const request = headers.get('requestid') ?? '';
    if (headers.get('streamtype') === 'error') {
      errors.set(request, stream);
      return;
    }
    const errorStream = errors.get(request);
    errors.delete(request);
    const socket = connect(ports.get(Number(headers.get('port'))) ?? 0, '127.0.0.1');
    socket.once('error', ({ message }) => errorStream?.write(message));
    socket.once('close', () => {
      errorStream?.end();
      stream.end();
    });
    stream.once('close', () => socket.destroy());
    stream.pipe(socket).pipe(stream);
  });
}
