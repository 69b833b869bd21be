/** How long a heap snapshot, after the lab's load, keeps the service from answering; and how big it is. */
import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Lab } from '#lab/catalog.ts';
import { launch } from '#lab/launch.ts';
import { runLoad } from '#lab/load.ts';
import type { Recording } from '../recording.ts';

const ROUNDS = 3;

export async function recordSnapshot(
  { scenario, dir }: Lab,
  home: string,
): Promise<NonNullable<Recording['snapshot']>> {
  const launched = await launch({ scenario, entry: join(dir, 'server.ts'), ports: 'any' });
  if (launched.kind === 'dead') throw new Error(JSON.stringify(launched.death));
  await using child = launched.process;
  const { load } = scenario;
  await runLoad({ load, port: child.ports.service, from: 0, total: load.burst * ROUNDS });

  const file = join(home, 'all.heapsnapshot');
  const asked = get({ port: child.ports.debug, host: '127.0.0.1', path: '/debug/pprof/heapsnapshot' });
  const before = performance.now();
  // Sent behind the question, on the service's own port: what it waits for is the standstill.
  const standstill = get({ port: child.ports.service, host: '127.0.0.1', path: scenario.readyPath });
  const waited = once(standstill, 'response').then(([response]: IncomingMessage[]) => {
    response?.resume();
    return performance.now() - before;
  });
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  await pipeline(response, createWriteStream(file));
  return { ms: Math.round(await waited), bytes: (await stat(file)).size };
}
