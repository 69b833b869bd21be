import { readFileSync } from 'node:fs';
import type { LoopTime } from '../agent.ts';

/** Kept from the start, as the app may replace it. */
const read = readFileSync;

const NANOS_A_MS = 1_000_000;

/**
 * How long the event loop's turns last, by what the program does in them: the time in which the machine ran something
 * else is taken out, so that a busy machine is not mistaken for a busy program. Only Linux tells that time.
 *
 * Measured with twenty others on two cores: of 1,500 ms by the clock, a loop ran 113 and waited for its turn 1,389.
 */
class LoopTurns {
  #elapsedMs = 0;
  #stalls = 0;
  #overMs = 0;
  #longestMs = 0;
  #lastWait = runDelayMs();

  /** @param lateMs how late the event loop came round, by the clock. @param thresholdMs from when on that is a stall. */
  note(times: { readonly sinceLastMs: number; readonly lateMs: number; readonly thresholdMs: number }): void {
    const wait = runDelayMs();
    const machine = wait - this.#lastWait;
    this.#lastWait = wait;
    const late = times.lateMs - machine;
    this.#elapsedMs += Math.max(0, times.sinceLastMs - machine);
    this.#longestMs = Math.max(this.#longestMs, late);
    if (late < times.thresholdMs) return;
    this.#stalls++;
    this.#overMs += late - times.thresholdMs;
  }

  read(): LoopTime {
    const { round } = Math;
    return {
      elapsedMs: round(this.#elapsedMs),
      stalls: this.#stalls,
      overMs: round(this.#overMs),
      longestMs: round(this.#longestMs),
    };
  }
}

/** The one of this thread. */
export const loopTurns = new LoopTurns();

/** Since the start: this thread was ready to run, and the machine ran something else. */
function runDelayMs(): number {
  try {
    // Time on the CPU, time waiting for it, turns; in nanoseconds.
    return Number(read('/proc/thread-self/schedstat', 'utf8').split(' ')[1] ?? 0) / NANOS_A_MS;
  } catch {
    return 0;
  }
}
