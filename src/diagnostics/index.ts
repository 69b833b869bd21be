/**
 * `import 'vazou/diagnostics'`: what `import _ "net/http/pprof"` is to Go. Starts the heap profiler in this thread and
 * serves `/debug/pprof/` from a worker, which answers even while this thread is stuck in a loop.
 *
 * Environment: `VAZOU_DEBUG_PORT`, `VAZOU_HEAP_INTERVAL`, `VAZOU_RUN_ID` (see {@link readSettings}).
 */
import { isMainThread } from 'node:worker_threads';
import { startDiagnostics } from './main/start.ts';
import { readSettings } from './settings.ts';

/**
 * Held by the process, not by this module: a second copy of it, from another path, must find it too. What it holds is
 * the promise of the port, for whoever starts a process that is no use without.
 */
const started = Symbol.for('vazou.diagnostics.started');

// The app's own workers may inherit `--import vazou/diagnostics`; one debug server a process is enough.
if (isMainThread && !(started in globalThis)) {
  Object.defineProperty(globalThis, started, { value: startDiagnostics(readSettings(process.env)) });
}
