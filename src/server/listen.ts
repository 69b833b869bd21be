import { once } from 'node:events';
import type { Server } from 'node:net';
import { PORT_ATTEMPTS } from './limits.ts';

/** Loopback only: the workshop runs the learner's code on request, so nobody else on the network may ask. */
const LOOPBACK = '127.0.0.1';

/** Windows answers EACCES, not EADDRINUSE, for a port that the system has reserved. */
const TAKEN = new Set(['EADDRINUSE', 'EACCES']);

/**
 * Binds the server to `preferred` on 127.0.0.1, or to the next port that is free; 0 lets the system choose.
 *
 * @returns the port.
 * @throws the system's error when none of {@link PORT_ATTEMPTS} ports can be had.
 */
export async function listenOnNextFree(server: Server, preferred: number): Promise<number> {
  const last = Math.min(preferred + PORT_ATTEMPTS, 65_535);
  for (let port = preferred; ; port++) {
    try {
      server.listen({ port, host: LOOPBACK, exclusive: true });
      await once(server, 'listening');
      break;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (!TAKEN.has(code) || port === last) throw error;
    }
  }
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has an address with a port');
  return address.port;
}
