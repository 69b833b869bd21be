import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PortWish } from '../settings.ts';

/** How many ports after the wished one are tried. */
const REACH = 50;
const HIGHEST_PORT = 65_535;

/** The port that the server got; `null` if none of those wished for was free. */
export async function listen(server: Server, host: string, wish: PortWish): Promise<number | null> {
  const last = wish.kind === 'exactly' ? wish.port : Math.min(wish.port + REACH, HIGHEST_PORT);
  for (let port = wish.port; port <= last; port++) {
    if (await listenOn(server, host, port)) return (server.address() as AddressInfo).port;
  }
  return null;
}

async function listenOn(server: Server, host: string, port: number): Promise<boolean> {
  server.listen({ host, port });
  try {
    await once(server, 'listening');
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    // EACCES: ports below 1024, and those that Windows keeps for itself.
    // EADDRNOTAVAIL: no network interface of this machine has the address.
    if (code === 'EADDRINUSE' || code === 'EACCES' || code === 'EADDRNOTAVAIL') return false;
    throw error;
  }
}
