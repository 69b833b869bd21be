import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import { isMainThread } from 'node:worker_threads';

type Bindings = typeof import('@datadog/pprof/out/src/heap-profiler-bindings.js');

/** The numbers of `heap.CallbackMode`. */
const INTERRUPT = 2;
/** One maximum young generation, as Node grants its own near-limit snapshot; the number before it is then ignored. */
const AUTOMATIC = true;

/**
 * Calls back once, as an interrupt of whatever JavaScript runs, when this thread is about to run out of memory; its
 * limit has then been raised. Only while the sampler runs: stopping it takes the callback away (measured), so that it
 * has to be set again. Set twice, the newer one is called.
 *
 * Not through the package's `heap.monitorOutOfMemory`: that makes a pprof profile before it calls back, from a tree that
 * lacks what it needs in allocation mode. It throws, and nobody is called (5.20, measured).
 *
 * Until then V8's own patience with collections that free little is switched off: it would count those made at the
 * limit, the reading of the samples included, and end the process before any JavaScript runs again (1 of 3 times
 * without this, 0 of 16 with it).
 */
export function callNearHeapLimit(callback: () => void): void {
  const require = createRequire(import.meta.url);
  const bindings: Bindings = require('@datadog/pprof/out/src/heap-profiler-bindings.js');
  setFlagsFromString('--no-detect-ineffective-gcs-near-heap-limit');
  const interrupt = (): void => {
    setFlagsFromString('--detect-ineffective-gcs-near-heap-limit');
    callback();
  };
  bindings.monitorOutOfMemory(0, 1, false, [], interrupt, INTERRUPT, isMainThread, AUTOMATIC);
}
