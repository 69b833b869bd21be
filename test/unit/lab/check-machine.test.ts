import { expect, test, vi } from 'vitest';
import { isMachineIdle } from '#lab/check/machine.ts';

const { cpus } = vi.hoisted(() => ({ cpus: vi.fn<() => { times: Record<string, number> }[]>() }));
vi.mock('node:os', () => ({ cpus }));

/** Two cores that have been at work for long, and then compute for so many of half a second's 50 ticks each. */
async function idleWith(...computing: readonly number[]): Promise<boolean> {
  const times = { user: 90_000, nice: 0, sys: 5_000, idle: 40_000, irq: 0 };
  cpus.mockReturnValueOnce(computing.map(() => ({ times })));
  cpus.mockReturnValueOnce(
    computing.map((own) => ({ times: { ...times, user: times.user + own, idle: times.idle + 50 - own } })),
  );
  return isMachineIdle();
}

test.for([
  { computing: [0, 0], idle: true },
  { computing: [10, 5], idle: true },
  { computing: [50, 0], idle: false },
  { computing: [50, 50], idle: false },
])('$computing of 50 ticks: $idle', async ({ computing, idle }) => {
  expect(await idleWith(...computing)).toBe(idle);
});
