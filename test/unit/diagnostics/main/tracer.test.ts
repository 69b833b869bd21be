import { expect, test, vi } from 'vitest';

test('a trace that nobody fetched is in nobody’s way for long', async () => {
  const real = performance.now.bind(performance);
  let later = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => real() + later);
  const { tracer, TracerBusy } = await import('#diagnostics/main/tracer.ts');
  tracer.start();
  tracer.stop();
  await vi.waitFor(() => {
    try {
      tracer.start();
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(TracerBusy);
    }
  });
  later = 11_000;
  await vi.waitFor(() => tracer.start());
  tracer.stop();
  await vi.waitFor(() => expect(tracer.take()).not.toBeNull());
});
