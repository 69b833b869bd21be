import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { decodeProfile } from '#pprof/codec.ts';
import { CpuProfilerBusy } from '#diagnostics/main/cpu-profiler.ts';
import { startCPUProfile, stopCPUProfile } from '#diagnostics/runtime/cpu-profile-stream.ts';

test('a CPU profile goes to a stream, one at a time', async () => {
  const stream = new PassThrough();
  startCPUProfile(stream);
  expect(() => startCPUProfile(stream)).toThrow(CpuProfilerBusy);
  await stopCPUProfile();
  await stopCPUProfile();
  expect(decodeProfile(stream.read()).sampleTypes.map(({ type }) => type)).toEqual(['samples', 'cpu', 'wall']);
  startCPUProfile(stream);
  await stopCPUProfile();
});
