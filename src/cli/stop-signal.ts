const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export type StopSignal = (typeof SIGNALS)[number];

/** Ctrl-C under `npm start` arrives twice at once: from the terminal, and handed on by npm. A person is slower. */
const ECHO_MS = 500;

/**
 * Resolves when the process is asked to stop, with the signal that asked. From then on a second request, for whoever
 * finds the orderly end too slow, calls `force`.
 */
export function stopSignal(force: () => void): Promise<StopSignal> {
  const { promise, resolve } = Promise.withResolvers<StopSignal>();
  let askedAt: number | null = null;
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      const now = performance.now();
      if (askedAt === null) {
        askedAt = now;
        resolve(signal);
      } else if (now - askedAt > ECHO_MS) {
        force();
      }
    });
  }
  return promise;
}
