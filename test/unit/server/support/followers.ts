import { vi } from 'vitest';
import { LabRun } from '#lab/lab-run.ts';
import type { RunEvent } from '#lab/run.ts';

interface WatchedFollowers extends Disposable {
  readonly live: number;
  readonly ever: number;
  /** Tells every follower, as a run would. */
  tell(event: RunEvent): void;
}

/** Counts who follows any run from now on; the runs themselves stay as they are. */
export function watchFollowers(): WatchedFollowers {
  const follow = LabRun.prototype.follow;
  const listeners = new Set<(event: RunEvent) => void>();
  let ever = 0;
  const spy = vi.spyOn(LabRun.prototype, 'follow').mockImplementation(function (this: LabRun, listener) {
    const following = follow.call(this, listener);
    listeners.add(listener);
    ever++;
    return {
      [Symbol.dispose]() {
        listeners.delete(listener);
        following[Symbol.dispose]();
      },
    };
  });
  return {
    get live() {
      return listeners.size;
    },
    get ever() {
      return ever;
    },
    tell(event) {
      for (const listener of listeners) listener(event);
    },
    [Symbol.dispose]: () => spy.mockRestore(),
  };
}
