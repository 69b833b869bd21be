import { vi } from 'vitest';
import { LabRun } from '#lab/lab-run.ts';

/** Counts who follows any run from now on; the runs themselves stay as they are. */
export function watchFollowers(): Disposable & { readonly live: number; readonly ever: number } {
  const follow = LabRun.prototype.follow;
  let live = 0;
  let ever = 0;
  const spy = vi.spyOn(LabRun.prototype, 'follow').mockImplementation(function (this: LabRun, listener) {
    const following = follow.call(this, listener);
    live++;
    ever++;
    return {
      [Symbol.dispose]() {
        live--;
        following[Symbol.dispose]();
      },
    };
  });
  return {
    get live() {
      return live;
    },
    get ever() {
      return ever;
    },
    [Symbol.dispose]: () => spy.mockRestore(),
  };
}
