import { expect, test } from 'vitest';
import type { Agent } from '#diagnostics/agent.ts';
import { MainThread } from '#diagnostics/bridge.ts';

/** A main thread whose memory is told in advance: what each collection leaves, in KiB of heap and of what is off it. */
class Told extends MainThread {
  collections = 0;
  readonly #left: readonly (readonly [heap: number, external: number])[];

  constructor(left: readonly (readonly [heap: number, external: number])[]) {
    super('');
    this.#left = left;
  }

  override async call<Name extends keyof Agent>(name: Name): Promise<ReturnType<Agent[Name]>> {
    if (name === 'collectGarbage') this.collections++;
    const [heap, external] = this.#left[this.collections - 1] ?? [0, 0];
    return { heapUsed: heap * 1024, external: external * 1024 } as ReturnType<Agent[Name]>;
  }
}

test.each([
  [
    'two that leave the same are enough',
    [
      [20_000, 500],
      [20_010, 500],
      [1, 1],
    ],
    2,
  ],
  [
    'what a finalizer lets go in the second is waited for',
    [
      [20_000, 500],
      [14_000, 500],
      [13_990, 500],
      [1, 1],
    ],
    3,
  ],
  [
    'off the heap too',
    [
      [20_000, 9_000],
      [20_000, 500],
      [20_000, 500],
      [1, 1],
    ],
    3,
  ],
  [
    'a heap that never rests is not waited for',
    [
      [1_000, 0],
      [2_000, 0],
      [3_000, 0],
      [4_000, 0],
      [1, 1],
    ],
    4,
  ],
] as const)('%s', async (_what, left, collections) => {
  const main = new Told(left);
  const memory = await main.settleMemory(4);
  expect(main.collections).toBe(collections);
  expect(memory.heapUsed).toBe((left[collections - 1]?.[0] ?? 0) * 1024);
});
