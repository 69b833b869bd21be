import type { Board } from '../board.ts';
import { loopTurns } from './loop-turns.ts';

/** Kept from the start: an app under test may put a fake clock in its place. */
const { setInterval } = globalThis;
const now = process.hrtime.bigint.bind(process.hrtime);

const NANOS_A_MS = 1_000_000;

/** How often the heart beats for a threshold: a stall just past the threshold is then seen while it lasts. */
export function heartbeatMs(thresholdMs: number): number {
  return Math.max(1, Math.floor(thresholdMs / 2));
}

/**
 * Has this thread's event loop say that it turns. A timer, and not something that costs nothing while nothing happens:
 * nobody can tell from outside whether a silent event loop waits or is stuck, and to ask it would wake it just the same.
 *
 * Measured with the worker's half, on an idle process: 0.7 % of one core and 84 wake-ups a second at 25 ms. Under load
 * it disappears. It does not keep the process alive.
 */
export function startHeartbeat(board: Board, thresholdMs: number): void {
  const interval = BigInt(heartbeatMs(thresholdMs) * NANOS_A_MS);
  const threshold = BigInt(thresholdMs * NANOS_A_MS);
  setInterval(() => {
    const at = now();
    // The first turn comes when the program's own modules have all run: starting up is no stall.
    const sinceLast = board.beat === 0n ? 0n : at - board.beat;
    const late = board.beat === 0n ? 0n : sinceLast - interval;
    loopTurns.note({ sinceLastMs: inMs(sinceLast), lateMs: inMs(late), thresholdMs });
    board.beatAt(at, late >= threshold ? late : null);
  }, heartbeatMs(thresholdMs)).unref();
}

function inMs(nanos: bigint): number {
  return Number(nanos) / NANOS_A_MS;
}
