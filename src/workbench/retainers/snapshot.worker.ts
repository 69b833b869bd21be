/** Reads a heap snapshot off the page's thread, as it comes, and answers who holds what in it. */
import { constructorsOf } from '#heap-snapshot/constructors.ts';
import { SnapshotError } from '#heap-snapshot/errors.ts';
import { SnapshotParser } from '#heap-snapshot/parse.ts';
import { analyse, clustersOf, type Analysis, type RetainerFilter } from '#heap-snapshot/retainers.ts';
import {
  MOST_CLUSTERS,
  type FromSnapshotWorker,
  type SnapshotPhase,
  type SnapshotSource,
  type SnapshotSummary,
  type ToSnapshotWorker,
  type Wanted,
} from './protocol.ts';

/** Unpacked: its columns take about as much memory as its text. */
const MOST_BYTES = 1024 * 2 ** 20;
const REPORT_EVERY_BYTES = 4 * 2 ** 20;
const SUGGESTED = 30;

class Refused extends Error {}
class TooLarge extends Error {}
class BadPattern extends Error {}
class Unreachable extends Error {}

let analysis: Analysis | null = null;
let turn = Promise.resolve();
self.addEventListener('message', ({ data }: MessageEvent<ToSnapshotWorker>) => {
  turn = turn.then(() => handle(data));
});

async function handle(message: ToSnapshotWorker): Promise<void> {
  try {
    if (message.kind === 'open') {
      const snapshot = await parsed(message.source);
      analysis = analyse(snapshot, (step) => progress(step));
      progress('searching');
      post({ kind: 'opened', summary: summaryOf(analysis) });
      post({
        kind: 'found',
        found: { wanted: { kind: 'all' }, clusters: clustersOf(analysis, { limit: MOST_CLUSTERS }) },
      });
    } else if (analysis !== null) {
      progress('searching');
      const clusters = clustersOf(analysis, { filter: filterOf(message.wanted), limit: MOST_CLUSTERS });
      post({ kind: 'found', found: { wanted: message.wanted, clusters } });
    }
  } catch (error) {
    post({ kind: 'failed', why: whyOf(error), message: error instanceof Error ? error.message : String(error) });
  }
}

async function parsed(source: SnapshotSource) {
  progress(source.kind === 'lab' ? 'asking' : 'reading');
  const { stream, size } = await opened(source);
  const parser = new SnapshotParser();
  const reader = stream.getReader();
  let read = 0;
  let reported = 0;
  // The lab's comes over the network, and breaks with it; a file breaks where it is damaged.
  const take = (): ReturnType<typeof reader.read> =>
    source.kind === 'file'
      ? reader.read()
      : reader.read().catch((error: unknown) => {
          throw new Unreachable(String(error));
        });
  for (let next = await take(); !next.done; next = await take()) {
    read += next.value.length;
    if (read > MOST_BYTES) {
      await reader.cancel();
      throw new TooLarge();
    }
    parser.push(next.value);
    if (read - reported < REPORT_EVERY_BYTES) continue;
    reported = read;
    progress('reading', size === null ? null : read / size);
  }
  return parser.end();
}

/** `size`: of what the stream gives, where that is known. */
async function opened(
  source: SnapshotSource,
): Promise<{ readonly stream: ReadableStream<Uint8Array>; readonly size: number | null }> {
  if (source.kind === 'file') {
    const [first, second] = new Uint8Array(await source.file.slice(0, 2).arrayBuffer());
    const isPacked = first === 0x1f && second === 0x8b;
    if (!isPacked) return { stream: source.file.stream(), size: source.file.size };
    return { stream: source.file.stream().pipeThrough(new DecompressionStream('gzip')), size: null };
  }
  const response = await fetch(source.url, { method: 'POST' }).catch((error: unknown) => {
    throw new Unreachable(String(error));
  });
  if (!response.ok || response.body === null) throw new Refused(await reasonOf(response));
  const size = Number(response.headers.get('content-length') ?? 0);
  return { stream: response.body, size: size > 0 ? size : null };
}

async function reasonOf(response: Response): Promise<string> {
  const answer = (await response.json().catch(() => null)) as { error?: { message?: unknown } } | null;
  const message = answer?.error?.message;
  if (typeof message !== 'string') throw new Unreachable(String(response.status));
  return message;
}

function summaryOf(analysed: Analysis): SnapshotSummary {
  const { snapshot, paths, dominance } = analysed;
  return {
    objects: paths.order.length,
    edges: snapshot.edgeCount,
    bytes: dominance.retainedSize[0]!,
    constructors: constructorsOf(analysed, SUGGESTED),
  };
}

function filterOf(wanted: Wanted): RetainerFilter | undefined {
  switch (wanted.kind) {
    case 'all':
      return undefined;
    case 'string':
      try {
        return { kind: 'string', pattern: new RegExp(wanted.pattern, 'u') };
      } catch (error) {
        throw new BadPattern(error instanceof Error ? error.message : String(error));
      }
    default:
      return wanted;
  }
}

function whyOf(error: unknown): Extract<FromSnapshotWorker, { kind: 'failed' }>['why'] {
  if (error instanceof Refused) return 'refused';
  if (error instanceof Unreachable) return 'unreachable';
  if (error instanceof BadPattern) return 'bad-pattern';
  if (error instanceof TooLarge || error instanceof RangeError) return 'too-large';
  // A stream that breaks, or gzip that is damaged, is a TypeError.
  return error instanceof SnapshotError || error instanceof TypeError ? 'not-snapshot' : 'crashed';
}

function progress(phase: SnapshotPhase, fraction: number | null = null): void {
  post({ kind: 'progress', phase, fraction });
}

function post(message: FromSnapshotWorker): void {
  self.postMessage(message, { transfer: [] });
}
