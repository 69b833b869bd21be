import { expect, test } from 'vitest';
import { ExplainedError } from '#workbench/explained-error.ts';
import type { Timeline } from '#workbench/trace/timeline.ts';
import { createTraceReading } from '#workbench/trace/trace-reading.ts';

const TRACE = new Blob();

/** A reader that ends when it is given up, or told to. */
function reader() {
  const { promise, resolve, reject } = Promise.withResolvers<Timeline>();
  const read = (_file: Blob, signal: AbortSignal): Promise<Timeline> => {
    signal.addEventListener('abort', () => reject(new ExplainedError('interrompido')));
    return promise;
  };
  return { read, end: (timeline: Timeline) => resolve(timeline) };
}

test('a reading that gives way to another is not told of there', async () => {
  const first = createTraceReading(TRACE, reader().read);
  first.start();
  const { read, end } = reader();
  first.cancel();
  const second = createTraceReading(TRACE, read);
  second.start();
  await expect.poll(() => first.outcome.value).toEqual({ kind: 'failed', message: 'interrompido' });
  expect(second.outcome.value).toEqual({ kind: 'reading' });
  const timeline = {} as Timeline;
  end(timeline);
  await expect.poll(() => second.outcome.value).toEqual({ kind: 'read', timeline });
});
