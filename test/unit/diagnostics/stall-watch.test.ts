import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Board } from '#diagnostics/board.ts';
import { MainThread } from '#diagnostics/bridge.ts';
import { StallWatch } from '#diagnostics/stall-watch.ts';

const MS = 1_000_000n;
const THRESHOLD_MS = 50;

// The clock as well: a machine that pauses here would be a stall of its own.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'hrtime'] });
  // At 0 the event loop has not turned yet.
  vi.advanceTimersByTime(1);
});
afterEach(() => vi.useRealTimers());

function watched() {
  const board = new Board();
  const watch = new StallWatch(board, new MainThread('nobody'), THRESHOLD_MS);
  /** As the heart does: it is late against its own interval. */
  const beat = (lateMs: bigint | null) => board.beatAt(process.hrtime.bigint(), lateMs === null ? null : lateMs * MS);
  beat(null);
  return { watch, beat };
}

const sum = (watch: StallWatch) =>
  watch.sites.reduce(
    (all, { contentions, nanos }) => ({ contentions: all.contentions + contentions, ms: all.ms + nanos / 1e6 }),
    { contentions: 0, ms: 0 },
  );

test('stalls that follow each other while the watch itself has no turn are all counted', async () => {
  const { watch, beat } = watched();
  beat(801n);
  beat(null);
  beat(60n);
  beat(70n);
  await vi.advanceTimersByTimeAsync(THRESHOLD_MS);
  expect(sum(watch)).toEqual({ contentions: 3, ms: 931 });
  // And none of them once more.
  beat(null);
  await vi.advanceTimersByTimeAsync(THRESHOLD_MS);
  beat(80n);
  await vi.advanceTimersByTimeAsync(THRESHOLD_MS);
  expect(sum(watch)).toEqual({ contentions: 4, ms: 1_011 });
});

test('of more than the board keeps, the last are counted', async () => {
  const { watch, beat } = watched();
  for (let late = 0; late < 70; late++) beat(60n);
  await vi.advanceTimersByTimeAsync(THRESHOLD_MS);
  expect(sum(watch).contentions).toBe(64);
  beat(60n);
  await vi.advanceTimersByTimeAsync(THRESHOLD_MS);
  expect(sum(watch).contentions).toBe(65);
});
