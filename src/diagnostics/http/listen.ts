import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PortWish } from '../settings.ts';

/** Loopback only: profiles show code, and collecting them costs. */
const HOST = '127.0.0.1';
/** How many ports after the wished one are tried. */
const REACH = 50;
const HIGHEST_PORT = 65_535;

/** The port that the server got; `null` if none of those wished for was free. */
export async function listen(server: Server, wish: PortWish): Promise<number | null> {
  const last = wish.kind === 'exactly' ? wish.port : Math.min(wish.port + REACH, HIGHEST_PORT);
  for (let port = wish.port; port <= last; port++) {
    if (await listenOn(server, port)) return (server.address() as AddressInfo).port;
  }
  return null;
}

async function listenOn(server: Server, port: number): Promise<boolean> {
  server.listen({ host: HOST, port });
  try {
    await once(server, 'listening');
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    // EACCES: ports below 1024, and those that Windows keeps for itself.
    if (code === 'EADDRINUSE' || code === 'EACCES') return false;
    throw error;
  }
}
