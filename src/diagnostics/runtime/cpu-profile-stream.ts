import type { Writable } from 'node:stream';
import { encodeProfile } from '#pprof/codec.ts';
import { compress } from '../compress.ts';
import { cpuProfiler } from '../main/cpu-profiler.ts';
import { cpuProfile } from '../profiles/cpu-profile.ts';

let target: Writable | null = null;

/**
 * Starts the CPU profile of this thread, as Go's `pprof.StartCPUProfile`: the stream gets the gzipped profile at
 * {@link stopCPUProfile}, and stays open.
 * @throws {CpuProfilerBusy} when one is being recorded already, here or over HTTP.
 */
export function startCPUProfile(stream: Writable): void {
  cpuProfiler.start();
  target = stream;
}

/** Stops what {@link startCPUProfile} started, and resolves once it is written. Does nothing if nothing runs, as Go's. */
export async function stopCPUProfile(): Promise<void> {
  if (target === null) return;
  const stream = target;
  target = null;
  const recording = cpuProfiler.stop();
  if (recording === null) return;
  const program = process.argv[1] ?? process.execPath;
  const bytes = await compress(encodeProfile(cpuProfile(recording, { program, at: Date.now() })));
  await new Promise<void>((resolve, reject) => {
    stream.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}
