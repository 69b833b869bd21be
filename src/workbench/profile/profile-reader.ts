/** Reads profiles in a worker of its own, so that a large one does not hold up the page. */
import { t } from '#i18n/index.ts';
import { ExplainedError } from '../explained-error.ts';
import { onEnd } from '../lifetime.ts';
import type { ProfileView, ViewAnswer, ViewRequest } from './protocol.ts';

export interface ProfileReader {
  /** Rejects with an {@link ExplainedError} when the bytes are no profile. */
  read(bytes: Uint8Array, sampleType: string | null): Promise<ProfileView>;
}

/** The worker starts with the first profile and ends with `lifetime`. */
export function createProfileReader(lifetime: AbortSignal): ProfileReader {
  const waiting = new Map<number, PromiseWithResolvers<ProfileView>>();
  let worker: Worker | undefined;
  let lastId = 0;

  function start(): Worker {
    const started = new Worker(new URL('./profile.worker.ts', import.meta.url), { type: 'module' });
    started.addEventListener('message', ({ data }: MessageEvent<ViewAnswer>) => {
      const promise = waiting.get(data.id);
      waiting.delete(data.id);
      if (data.kind === 'view') promise?.resolve(data.view);
      else promise?.reject(new ExplainedError(data.message));
    });
    // A worker that could not load, or fell over, answers nobody: whoever waits is told, the next read starts anew.
    started.addEventListener('error', () => {
      started.terminate();
      worker = undefined;
      for (const promise of waiting.values()) promise.reject(new ExplainedError(t.workbench.profile.workerFailed));
      waiting.clear();
    });
    return started;
  }
  onEnd(lifetime, () => worker?.terminate());

  return {
    read(bytes, sampleType) {
      worker ??= start();
      const id = ++lastId;
      const promise = Promise.withResolvers<ProfileView>();
      waiting.set(id, promise);
      // Copied, not transferred: the page keeps the bytes for the next sample type.
      worker.postMessage({ id, bytes, sampleType } satisfies ViewRequest, []);
      return promise.promise;
    },
  };
}
