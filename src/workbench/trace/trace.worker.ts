/** Reads a trace off the page's thread: some megabytes of JSON become columns. */
import { buildTimeline, TraceError } from './build-timeline.ts';
import type { Timeline } from './timeline.ts';

export type FromTraceWorker =
  | { readonly kind: 'timeline'; readonly timeline: Timeline }
  | { readonly kind: 'failed'; readonly why: 'too-large' | 'no-trace' | 'crashed' };

/** Unpacked. A trace of thirty seconds of a busy service has less; more would not fit the page's memory. */
const MOST_BYTES = 256 * 2 ** 20;

self.addEventListener('message', ({ data }: MessageEvent<Blob>) => {
  void answer(data).then((message) => self.postMessage(message, { transfer: buffersOf(message) }));
});

async function answer(file: Blob): Promise<FromTraceWorker> {
  try {
    const text = await textOf(file);
    if (text === null) return { kind: 'failed', why: 'too-large' };
    return { kind: 'timeline', timeline: buildTimeline(JSON.parse(text)) };
  } catch (error) {
    // Damaged gzip, no JSON, or JSON of something else: to a person all the same.
    if (error instanceof TraceError || error instanceof SyntaxError || error instanceof TypeError) {
      return { kind: 'failed', why: 'no-trace' };
    }
    return { kind: 'failed', why: 'crashed' };
  }
}

async function textOf(file: Blob): Promise<string | null> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const isPacked = first === 0x1f && second === 0x8b;
  const stream = isPacked ? file.stream().pipeThrough(new DecompressionStream('gzip')) : file.stream();
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let bytes = 0;
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    bytes += next.value.length;
    if (bytes > MOST_BYTES) {
      await reader.cancel();
      return null;
    }
    parts.push(decoder.decode(next.value, { stream: true }));
  }
  return parts.join('') + decoder.decode();
}

function buffersOf(message: FromTraceWorker): Transferable[] {
  if (message.kind !== 'timeline') return [];
  return message.timeline.tracks.flatMap(({ lanes, start, end, name, detail }) =>
    [lanes, start, end, name, detail].map((column) => column.buffer as ArrayBuffer),
  );
}
