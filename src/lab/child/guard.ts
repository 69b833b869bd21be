/**
 * Loaded before the lab's own code (`--import`). It starts the watch over the owner, locks the functions that measure,
 * lets a workspace that lies outside of the package import `vazou/diagnostics` as if it were inside, and opens the debug
 * server, so that nobody else can answer in its place: without one, the lab's code does not run at all.
 */
import { writeSync } from 'node:fs';
import { registerHooks } from 'node:module';
import v8 from 'node:v8';
import { isMainThread, Worker } from 'node:worker_threads';

const ownerPid = process.env['VAZOU_OWNER_PID'];

/** Where the diagnostics leave word of how they started. */
const started = Symbol.for('vazou.diagnostics.started');
/** Of a timer that only keeps the process alive. */
const FOR_LONG_MS = 2 ** 30;

if (isMainThread) {
  lock(process, 'memoryUsage');
  lock(process, 'threadCpuUsage');
  lock(process, 'getActiveResourcesInfo');
  lock(v8, 'getHeapStatistics');
  lockToJSON();
  if (ownerPid !== undefined) {
    // A process that the lab forks inherits `--import` and the environment, but its owner is the lab.
    delete process.env['VAZOU_OWNER_PID'];
    watchOwner(Number(ownerPid));
  }
}
// In the lab's own workers too: each of them loads the lab's file with all its imports.
resolveDiagnostics();
if (isMainThread && ownerPid !== undefined) {
  await import('vazou/diagnostics');
  if ((await served()) === null) endWithoutPort();
}

/** In a thread of its own: the watch must go on while the lab's main thread is stuck in a loop. */
function watchOwner(ownerPid: number): void {
  const runFile = process.env['VAZOU_RUN_FILE'] ?? '';
  const runId = process.env['VAZOU_RUN_ID'] ?? '';
  const url = new URL('./owner-watch.ts', import.meta.url);
  new Worker(url, { name: 'vazou/owner-watch', workerData: { ownerPid, runFile, runId }, execArgv: [] }).unref();
}

/** Replacing it throws from now on: a verdict rests on what these functions say. */
function lock<T>(owner: T, name: keyof T): void {
  Object.defineProperty(owner, name, { value: owner[name], writable: false, configurable: false });
}

/**
 * The diagnostics answer in JSON, and one `toJSON` for all objects would answer in their place. An object may still
 * have one of its own.
 */
function lockToJSON(): void {
  const ofObjects: object = Object.getPrototypeOf({});
  const ofAll = [ofObjects, Object.getPrototypeOf([])];
  Object.defineProperty(ofObjects, 'toJSON', {
    get: () => undefined,
    set(this: object, value: unknown) {
      if (ofAll.includes(this)) throw new TypeError("Cannot assign to read only property 'toJSON'");
      Object.defineProperty(this, 'toJSON', { value, writable: true, enumerable: true, configurable: true });
    },
    configurable: false,
  });
}

function resolveDiagnostics(): void {
  const url = import.meta.resolve('vazou/diagnostics');
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'vazou/diagnostics' ? { url, shortCircuit: true } : next(specifier, context),
  });
}

/** The port of the debug server, once it listens there; `null` if it never will. Patience is the owner's. */
async function served(): Promise<unknown> {
  const waiting = setInterval(() => {}, FOR_LONG_MS);
  try {
    return await Reflect.get(globalThis, started);
  } finally {
    clearInterval(waiting);
  }
}

/** In Node's own words for a port that is somebody else's: the owner knows them, and chooses another one. */
function endWithoutPort(): never {
  writeSync(2, `listen EADDRINUSE: address already in use 127.0.0.1:${process.env['VAZOU_DEBUG_PORT']}\n`);
  process.exit(1);
}
