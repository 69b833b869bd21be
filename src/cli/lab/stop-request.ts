/** Being asked to stop from outside: a signal, or a reader of our lines that went away. */
import { constants } from 'node:os';
import { stopSignal } from '../stop-signal.ts';

export interface StopRequest {
  readonly signal: AbortSignal;
  /** As shells count, 128 and the signal's number; null when nobody asked. */
  exitCode(): number | null;
}

/** Listens from now on, for the life of the process. */
export function listenForStop(): StopRequest {
  const asked = new AbortController();
  let exitCode: number | null = null;
  const stop = (by: 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'SIGPIPE'): void => {
    exitCode ??= exitCodeOf(by);
    asked.abort();
  };
  // Forced, nothing is tidied here: the lab's own watch over its owner ends it a moment later.
  void stopSignal(() => process.exit(exitCodeOf('SIGINT'))).then(stop);
  process.stdout.on('error', () => stop('SIGPIPE'));
  return { signal: asked.signal, exitCode: () => exitCode };
}

function exitCodeOf(signal: keyof typeof constants.signals): number {
  return 128 + constants.signals[signal];
}
