import { writeSync } from 'node:fs';

/**
 * One line on stderr. Written at once: a worker's own `process.stderr` waits for the main thread's event loop, and
 * this must be readable when that is stuck.
 */
export function say(line: string): void {
  try {
    writeSync(2, `vazou/diagnostics: ${line}\n`);
  } catch {
    // stderr is closed or full. Then there is nobody to tell, and the app must not die of it.
  }
}
