/**
 * A small service like many: parses a body, waits for its pretended database, builds rows, answers JSON. `GET /usage`
 * gives the microseconds of CPU time that the whole process has used, its worker included, and its physical memory.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';

const ROWS = 150;

interface Order {
  readonly id: number;
  readonly customer: string;
  readonly cents: number;
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString());
}

async function query(store: number): Promise<readonly Order[]> {
  await turn();
  return Array.from({ length: ROWS }, (_, i) => ({ id: store * ROWS + i, customer: `cliente ${i}`, cents: i * 137 }));
}

async function report(store: number): Promise<string> {
  const orders = await query(store);
  const total = orders.reduce((sum, { cents }) => sum + cents, 0);
  return JSON.stringify({ store, total, orders: orders.filter(({ cents }) => cents % 2 === 0) });
}

const server = createServer(async (request, response) => {
  if (request.url === '/usage') {
    const { user, system } = process.cpuUsage();
    response.end(JSON.stringify({ cpu: user + system, rss: process.memoryUsage.rss() }));
    return;
  }
  const body = await readBody(request);
  const store = typeof body === 'object' && body !== null && 'store' in body ? Number(body.store) : 0;
  response.setHeader('content-type', 'application/json').end(await report(store));
});
// A turn of the others lasts longer than Node's 5 s, and a connection that closes just as it is used again fails.
server.keepAliveTimeout = 600_000;
server.listen(0, '127.0.0.1', () => console.log(`port ${(server.address() as AddressInfo).port}`));
// Whoever started it holds stdin: without them, nobody needs it.
process.stdin.resume().on('end', () => process.exit());
