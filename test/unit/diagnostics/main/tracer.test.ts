import { expect, test, vi } from 'vitest';

test('a trace that nobody fetched is in nobody’s way for long', async () => {
  const real = performance.now.bind(performance);
  let later = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => real() + later);
  const { tracer, TracerBusy } = await import('#diagnostics/main/tracer.ts');
  tracer.start();
  tracer.stop();
  expect(() => tracer.start()).toThrow(TracerBusy);
  // It is complete soon after; from then on it is kept for ten seconds.
  await vi.waitFor(() => {
    later += 11_000;
    tracer.start();
  });
  tracer.stop();
  await vi.waitFor(() => expect(tracer.take()).not.toBeNull());
});
