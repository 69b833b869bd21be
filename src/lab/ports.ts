/** Ports on 127.0.0.1. A port found free can be taken a moment later: whoever binds it must still cope. */
import { createServer } from 'node:net';
import { once } from 'node:events';

/** How far to look past the wished port before any port will do. */
const REACH = 50;
const HIGHEST = 65_535;

/** A port the system says is free. */
export async function freePort(): Promise<number> {
  const port = await bindOnce(0);
  if (port === null) throw new Error('the system has no free port on 127.0.0.1');
  return port;
}

/** Whether nobody has it right now. */
async function isFree(port: number): Promise<boolean> {
  return (await bindOnce(port)) !== null;
}

/** `preferred` if it is free, else the next one that is; ports in `avoid` are passed over. */
export async function nextFreePort(preferred: number, avoid: ReadonlySet<number> = new Set()): Promise<number> {
  for (let port = preferred; port <= Math.min(preferred + REACH, HIGHEST); port++) {
    if (!avoid.has(port) && (await isFree(port))) return port;
  }
  return freePort();
}

async function bindOnce(port: number): Promise<number | null> {
  const server = createServer();
  server.listen({ port, host: '127.0.0.1', exclusive: true });
  try {
    await once(server, 'listening');
  } catch {
    return null;
  }
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : null;
}
