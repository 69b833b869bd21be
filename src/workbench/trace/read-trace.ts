import { t } from '#i18n/index.ts';
import { ExplainedError } from '../explained-error.ts';
import type { Timeline } from './timeline.ts';
import type { FromTraceWorker } from './trace.worker.ts';

/** @param signal ends the reading, and the worker with it. @throws {ExplainedError} */
export function readTrace(file: Blob, signal: AbortSignal): Promise<Timeline> {
  const worker = new Worker(new URL('./trace.worker.ts', import.meta.url), { type: 'module' });
  const { promise, resolve, reject } = Promise.withResolvers<Timeline>();
  const listening = new AbortController();
  const options = { signal: listening.signal };
  signal.addEventListener('abort', () => reject(new ExplainedError(t.trace.cancelled)), options);
  worker.addEventListener('error', () => reject(new ExplainedError(t.trace.failure.crashed)), options);
  worker.addEventListener(
    'message',
    ({ data }: MessageEvent<FromTraceWorker>) => {
      if (data.kind === 'timeline') resolve(data.timeline);
      else reject(new ExplainedError(t.trace.failure[data.why]));
    },
    options,
  );
  worker.postMessage(file, []);
  return promise.finally(() => {
    listening.abort();
    worker.terminate();
  });
}
