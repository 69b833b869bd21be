/** What a late turn of the event loop counts for. That a real stall is seen is for the labs to prove. */
import { expect, test } from 'vitest';
import { loopTurns } from '#diagnostics/main/loop-turns.ts';

const THRESHOLD_MS = 50;

test('only what a turn takes beyond the threshold is a stall', () => {
  // What the machine gave to others until now belongs to no turn of ours.
  loopTurns.note({ sinceLastMs: 0, lateMs: 0, thresholdMs: THRESHOLD_MS });
  const before = loopTurns.read();
  loopTurns.note({ sinceLastMs: 70, lateMs: 45, thresholdMs: THRESHOLD_MS });
  expect(loopTurns.read()).toMatchObject({ stalls: before.stalls, overMs: before.overMs });

  loopTurns.note({ sinceLastMs: 100_025, lateMs: 100_000, thresholdMs: THRESHOLD_MS });
  const after = loopTurns.read();
  expect(after.stalls).toBe(before.stalls + 1);
  // On a busy machine this very test may have been held up for some of it.
  expect(after.overMs - before.overMs).toBeGreaterThan(50_000);
  expect(after.overMs - before.overMs).toBeLessThanOrEqual(100_000 - THRESHOLD_MS);
  expect(after.longestMs).toBeGreaterThan(50_000);
});
