/**
 * Loaded before the lab's own code (`--import`). It starts the watch over the owner, and lets a workspace that lies
 * outside of the package import `vazou/diagnostics` as if it were inside.
 */
import { registerHooks } from 'node:module';
import { isMainThread, Worker } from 'node:worker_threads';

const ownerPid = process.env['VAZOU_OWNER_PID'];

if (isMainThread && ownerPid !== undefined) {
  // A process that the lab forks inherits `--import` and the environment, but its owner is the lab.
  delete process.env['VAZOU_OWNER_PID'];

  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'vazou/diagnostics'
        ? { url: import.meta.resolve('vazou/diagnostics'), shortCircuit: true }
        : next(specifier, context),
  });

  // A thread of its own: the watch must go on while the lab's main thread is stuck in a loop.
  const watch = new Worker(new URL('./owner-watch.ts', import.meta.url), {
    workerData: {
      ownerPid: Number(ownerPid),
      runFile: process.env['VAZOU_RUN_FILE'] ?? '',
      runId: process.env['VAZOU_RUN_ID'] ?? '',
    },
    execArgv: [],
    env: {},
  });
  watch.unref();
}
