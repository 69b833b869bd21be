import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

const face = new URL('../../../src/diagnostics/runtime/trace-stream.ts', import.meta.url).href;

/** In a process of its own: a trace is of a whole process, and this one runs the other tests. */
function run(source: string): string {
  const flags = ['--input-type=module', '--no-turbo-inlining', '--no-maglev-inlining'];
  const { stdout, stderr } = spawnSync(process.execPath, [...flags, '-e', source], { encoding: 'utf8' });
  return stdout + stderr;
}

test('a trace of one’s own, to a stream that stays open; one at a time, and stopping twice is nothing', () => {
  const said = run(`
    import { PassThrough } from 'node:stream';
    import { startTrace, stopTrace } from ${JSON.stringify(face)};
    function holdUp() { const end = performance.now() + 200; while (performance.now() < end); }
    const stream = new PassThrough({ highWaterMark: 2 ** 26 });
    startTrace(stream);
    try { startTrace(stream); } catch (error) { console.log(error.message); }
    await new Promise((resolve) => setTimeout(resolve, 50));
    holdUp();
    await stopTrace();
    await stopTrace();
    const { traceEvents } = JSON.parse(stream.read());
    console.log(stream.writable, traceEvents.some(({ name }) => name === 'holdUp'), traceEvents.some(({ name }) => name === 'RunTimers'));
  `);
  expect(said).toBe('tracing is already enabled\ntrue true true\n');
}, 30_000);

test('in a worker, where Node has none, it says so and leaves nothing on', () => {
  const inWorker = `
    import { PassThrough } from 'node:stream';
    import { startTrace } from ${JSON.stringify(face)};
    for (let i = 0; i < 2; i++) {
      try { startTrace(new PassThrough()); } catch (error) { console.log(error.message); }
    }
  `;
  const said = run(`
    import { Worker } from 'node:worker_threads';
    new Worker(${JSON.stringify(inWorker)}, { eval: true });
  `);
  expect(said).toMatch(/^(.*main thread.*\n)\1$/);
}, 30_000);
