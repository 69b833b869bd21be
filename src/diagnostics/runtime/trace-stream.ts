import type { Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { tracer } from '../main/tracer.ts';
import { traceFile } from '../profiles/trace-file.ts';

/** The last events may come a turn of the event loop later. */
const BETWEEN_LOOKS_MS = 10;

let target: Writable | null = null;

/**
 * Starts a trace of this process, as Go's `trace.Start`: the stream gets a file for Perfetto at {@link stopTrace}, and
 * stays open. Only in the main thread: Node refuses it elsewhere.
 * @throws {TracerBusy} when one is being recorded already, here or over HTTP.
 */
export function startTrace(stream: Writable): void {
  tracer.start();
  target = stream;
}

/** Stops what {@link startTrace} started, and resolves once it is written. Does nothing if nothing runs, as Go's. */
export async function stopTrace(): Promise<void> {
  if (target === null) return;
  const stream = target;
  target = null;
  if (!tracer.stop()) return;
  let recording = tracer.take();
  while (recording === null) {
    await delay(BETWEEN_LOOKS_MS);
    recording = tracer.take();
  }
  const file = traceFile(recording, { program: process.argv[1] ?? process.execPath, pid: process.pid });
  await new Promise<void>((resolve, reject) => {
    stream.write(file, (error) => (error ? reject(error) : resolve()));
  });
}
