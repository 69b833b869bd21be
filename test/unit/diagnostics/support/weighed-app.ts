/**
 * An app that weighs itself at each line on stdin: answers with that line and the bytes alive in its own heap and in
 * the debug server's. With `LEAK`, it remembers each call that the diagnostics make.
 */
import { createInterface } from 'node:readline';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Worker } from 'node:worker_threads';

const workers: Worker[] = [];
process.on('worker', (worker) => workers.push(worker));

if (process.env['LEAK'] !== undefined) {
  const remembered: unknown[] = [];
  const { memoryUsage } = process;
  const leaky = (): NodeJS.MemoryUsage => {
    remembered.push(Array.from({ length: 64 }, (_, i) => ({ i })));
    return memoryUsage();
  };
  process.memoryUsage = Object.assign(leaky, { rss: memoryUsage.rss });
}
await import('vazou/diagnostics');

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc') as () => void;

for await (const question of createInterface({ input: process.stdin })) {
  for (let i = 0; i < 6; i++) {
    gc();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const { heapUsed } = process.memoryUsage();
  let server = 0;
  for (const worker of workers) {
    // V8 collects all garbage before it takes one.
    for await (const chunk of await worker.getHeapSnapshot()) void chunk;
    server += (await worker.getHeapStatistics()).used_heap_size;
  }
  console.log(`${question} ${JSON.stringify({ app: heapUsed, server })}`);
}
