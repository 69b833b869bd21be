/** Runs every leak of the catalogue and its mend, and prints what each call leaves behind. Needs --expose-gc. */
import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { setImmediate as turn } from 'node:timers/promises';

type Way = 'vaza' | 'corrigido';
type Leak = Record<Way, (argument: unknown) => unknown> & { readonly abertos?: () => number };

const CALLS = 150;
const folder = new URL('../../../../src/content/leaks/', import.meta.url);
const load = async (name: string) => (await import(new URL(`${name}.ts`, folder).href)) as Leak;

async function floor(): Promise<number> {
  for (let i = 0; i < 5; i++) {
    await globalThis.gc?.({ type: 'major', execution: 'async' });
    await turn();
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

async function bytesPerCall(call: (i: number) => unknown): Promise<number> {
  for (let i = 0; i < CALLS; i++) await call(i);
  const before = await floor();
  for (let i = CALLS; i < 2 * CALLS; i++) await call(i);
  return ((await floor()) - before) / CALLS;
}

/** The most files that were open at once while it ran. */
async function mostOpen(call: () => unknown): Promise<number> {
  const count = () => readdirSync('/proc/self/fd').length;
  const before = count();
  let most = 0;
  const ended = new AbortController();
  const done = Promise.resolve(call()).finally(() => ended.abort());
  while (!ended.signal.aborted) {
    most = Math.max(most, count());
    await turn();
  }
  await done;
  return most - before;
}

async function socketsPerCall(name: string, way: Way): Promise<number> {
  const leak = await load(name);
  const server = createServer((_request, response) => response.end('x'.repeat(200_000)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const before = leak.abertos?.() ?? 0;
  for (let i = 0; i < 20; i++) await leak[way](`http://127.0.0.1:${port}/`);
  const open = ((leak.abertos?.() ?? 0) - before) / 20;
  server.closeAllConnections();
  server.close();
  return open;
}

const results: Record<string, Record<Way, number>> = {};
for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts'))) {
  const name = file.replace(/\.ts$/, '');
  const leak = await load(name);
  const measure = async (way: Way): Promise<number> => {
    if (name === 'defer') return process.platform === 'linux' ? mostOpen(() => leak[way](0)) : way === 'vaza' ? 1e6 : 0;
    if (name === 'corpo-http') return socketsPerCall(name, way);
    return bytesPerCall((i) => leak[way](i));
  };
  results[name] = { corrigido: await measure('corrigido'), vaza: await measure('vaza') };
}
console.log(JSON.stringify(results));
process.exit();
