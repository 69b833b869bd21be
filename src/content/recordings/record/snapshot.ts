/** A heap snapshot after the lab's load: how long it keeps the service from answering, its size, and who holds most. */
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';
import { SnapshotParser } from '#heap-snapshot/parse.ts';
import {
  findRetainers,
  type RetainerCluster,
  type RetainerFilter,
  type RetainerPath,
} from '#heap-snapshot/retainers.ts';
import type { Lab } from '#lab/catalog.ts';
import { launch } from '#lab/launch.ts';
import { runLoad } from '#lab/load.ts';
import type { RecordedRetainers, Recording } from '../recording.ts';

const ROUNDS = 3;
/** What `--min-size` asks for: an object of this size is nothing that a small service has many of. */
const LARGE_BYTES = 100_000;
/** Node's own large objects come first in a small heap. */
const CLUSTERS_LOOKED_AT = 10;

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
  const written = new AbortController();
  const standstill = longestWait(child.ports.service, scenario.readyPath, written.signal);
  const asked = get({ port: child.ports.debug, host: '127.0.0.1', path: '/debug/pprof/heapsnapshot' });
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  await pipeline(response, createWriteStream(file));
  written.abort();
  return {
    ms: Math.round(await standstill),
    bytes: (await stat(file)).size,
    retainers: await retainersOf(file, join(dir, 'server.ts')),
  };
}

/** Milliseconds of the slowest answer: asked again and again, since nobody knows when the snapshot really begins. */
async function longestWait(port: number, path: string, signal: AbortSignal): Promise<number> {
  let longest = 0;
  while (!signal.aborted) {
    const before = performance.now();
    // A connection of its own: an idle one would be closed during the standstill.
    const [response] = (await once(get({ port, host: '127.0.0.1', path, agent: false }), 'response')) as [
      IncomingMessage,
    ];
    await once(response.resume(), 'end');
    longest = Math.max(longest, performance.now() - before);
  }
  return longest;
}

async function retainersOf(file: string, server: string): Promise<RecordedRetainers> {
  const { href } = pathToFileURL(server);
  const parser = new SnapshotParser();
  for await (const chunk of createReadStream(file)) parser.push(chunk as Uint8Array);
  const snapshot = parser.end();
  const first = (filter?: RetainerFilter): RetainerCluster | null => {
    const ofLab = findRetainers(snapshot, { filter, limit: CLUSTERS_LOOKED_AT }).find(({ path }) => path.file === href);
    return ofLab === undefined ? null : { ...ofLab, path: withoutFolders(ofLab.path) };
  };
  return { minSize: LARGE_BYTES, all: first(), large: first({ kind: 'size', min: LARGE_BYTES }) };
}

/** Where the repository stands on this machine is nobody's business. */
function withoutFolders({ steps, file }: RetainerPath): RetainerPath {
  return {
    steps: steps.map((step) =>
      step.kind === 'function' && step.place !== null
        ? { ...step, place: { ...step.place, file: basename(step.place.file) } }
        : step,
    ),
    file: file && basename(file),
  };
}
