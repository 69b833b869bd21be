import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { t } from '#i18n/index.ts';
import { SnapshotError } from '#heap-snapshot/errors.ts';
import { SnapshotParser } from '#heap-snapshot/parse.ts';
import type { HeapSnapshot } from '#heap-snapshot/snapshot.ts';
import { httpGet, textOf } from '../http-get.ts';
import { labAddress } from '../pprof/lab-address.ts';
import { parseAddress } from '../pprof/address.ts';
import { RetainersError } from './error.ts';

const words = t.retainers;
/** Millions of objects take the process seconds to write, and a busy machine longer. */
const FETCH_TIMEOUT_MS = 120_000;
const SNAPSHOT_PATH = '/debug/pprof/heapsnapshot';
/** Larger pieces than a stream's own: the parser has fewer seams to look after. */
const CHUNK_BYTES = 1 << 20;

/**
 * From a file, a lab that is running, or `host:port`.
 * @param onFetch told the address when a process is asked for one.
 * @throws {RetainersError}
 */
export async function loadSnapshot(source: string, onFetch: (url: string) => void): Promise<HeapSnapshot> {
  const url = await addressOf(source);
  if (url !== null) onFetch(url);
  const parser = new SnapshotParser();
  try {
    for await (const chunk of url === null ? fromFile(source) : fetched(url)) parser.push(chunk);
    return parser.end();
  } catch (error) {
    if (error instanceof RetainersError) throw error;
    if (error instanceof SnapshotError) throw new RetainersError(words.notSnapshot(source, error.message), 1);
    const reason = reasonOf(error);
    throw new RetainersError(url === null ? words.missing(source, reason) : words.unreachable(url, reason), 1);
  }
}

/** `null` for a file. */
async function addressOf(source: string): Promise<string | null> {
  const lab = /^[a-z][a-z0-9-]*$/.test(source) ? await labAddress(source) : undefined;
  if (lab === null) throw new RetainersError(words.labNotRunning(source), 1);
  const address = parseAddress(lab ?? source, 0, 0);
  if (address === undefined) return null;
  const url = new URL(address.url);
  // An address of a process, or of its heap profile, means its snapshot here.
  if (!url.pathname.endsWith('/heapsnapshot')) url.pathname = SNAPSHOT_PATH;
  return url.href;
}

async function* fromFile(path: string): AsyncGenerator<Uint8Array> {
  const file = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  if (!path.endsWith('.gz')) return yield* file;
  const unpacked = createGunzip();
  file.once('error', (error) => unpacked.destroy(error)).pipe(unpacked);
  yield* unpacked;
}

async function* fetched(url: string): AsyncGenerator<Uint8Array> {
  const response = await httpGet(url, AbortSignal.timeout(FETCH_TIMEOUT_MS));
  const { statusCode = 0, statusMessage = '' } = response;
  if (statusCode < 200 || statusCode > 299) {
    const said = response.headers['x-go-pprof'] === undefined ? statusMessage : await textOf(response);
    response.destroy();
    throw new RetainersError(words.unreachable(url, `${statusCode}: ${said}`), 1);
  }
  yield* response as AsyncIterable<Uint8Array>;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.cause === undefined ? error.message : reasonOf(error.cause);
}
