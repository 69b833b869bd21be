import { expect, test, vi } from 'vitest';

test('an error that nobody foresaw is told to the page, which would wait for ever', async () => {
  const worker = new EventTarget();
  const told = new Promise((resolve) => vi.stubGlobal('self', Object.assign(worker, { postMessage: resolve })));
  await import('#workbench/trace/trace.worker.ts');
  const unreadable = { slice: () => ({ arrayBuffer: () => Promise.reject(new RangeError('out of memory')) }) };
  worker.dispatchEvent(new MessageEvent('message', { data: unreadable }));
  expect(await told).toEqual({ kind: 'failed', why: 'crashed' });
});
