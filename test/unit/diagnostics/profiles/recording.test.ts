import { setTimeout as delay } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import type { Agent } from '#diagnostics/agent.ts';
import { MainThread, MainThreadStuck } from '#diagnostics/bridge.ts';
import { askOnce } from '#diagnostics/profiles/recording.ts';

/** A main thread that answers after so many milliseconds. */
class Slow extends MainThread {
  asked = 0;
  readonly #ms: number;

  constructor(ms: number) {
    super('');
    this.#ms = ms;
  }

  override async call<Name extends keyof Agent>(): Promise<ReturnType<Agent[Name]>> {
    this.asked++;
    await delay(this.#ms);
    return { at: 7 } as ReturnType<Agent[Name]>;
  }
}

test('an answer in time is the answer, and nobody is told that it is late', async () => {
  const late = vi.fn<(answer: { readonly at: number }) => void>();
  expect(await askOnce(new Slow(1), 'openPromiseWindow', late, 5_000)).toEqual({ at: 7 });
  expect(late).not.toHaveBeenCalled();
});

test('what answers too late was asked once, and whoever has to end it is told', async () => {
  const late = vi.fn<(answer: { readonly at: number }) => void>();
  const main = new Slow(100);
  await expect(askOnce(main, 'openPromiseWindow', late, 10)).rejects.toThrow(MainThreadStuck);
  expect(late).not.toHaveBeenCalled();
  await vi.waitFor(() => expect(late).toHaveBeenCalledExactlyOnceWith({ at: 7 }));
  expect(main.asked).toBe(1);
});
