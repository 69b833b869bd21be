/** Graphviz as the page uses it: a description in, a drawing out; a newer question ends an older one. */
import { t } from '#i18n/index.ts';
import { ExplainedError } from '../../explained-error.ts';
import { Cancelled } from '../engine/profile-engine.ts';

export interface ToGraphWorker {
  readonly dot: string;
}
export type FromGraphWorker =
  { readonly kind: 'svg'; readonly svg: string } | { readonly kind: 'failed'; readonly detail: string };

/** Past this Graphviz is not going to end while anybody waits. */
const PATIENCE_MS = 60_000;

/** It draws one graph at a time, and cannot be interrupted: a drawing that is given up takes the worker with it. */
export class GraphLayout implements Disposable {
  #worker: Worker | undefined;
  #giveUp: ((why: ExplainedError) => void) | undefined;

  /** @throws {ExplainedError} {@link Cancelled} when it was given up, or another one was asked for. */
  draw(dot: string): Promise<string> {
    this.cancel();
    const worker = (this.#worker ??= new Worker(new URL('./graph.worker.ts', import.meta.url), { type: 'module' }));
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const listening = new AbortController();
    const { signal } = listening;
    const end = (): void => {
      clearTimeout(timer);
      listening.abort();
      this.#giveUp = undefined;
    };
    const giveUp = (why: ExplainedError): void => {
      end();
      this.#endWorker();
      reject(why);
    };
    const timer = setTimeout(() => giveUp(new ExplainedError(t.views.graph.tooLong)), PATIENCE_MS);
    this.#giveUp = giveUp;
    worker.addEventListener(
      'message',
      ({ data }: MessageEvent<FromGraphWorker>) => {
        end();
        if (data.kind === 'svg') resolve(data.svg);
        else reject(new ExplainedError(t.views.graph.failed(data.detail)));
      },
      { signal },
    );
    worker.addEventListener('error', () => giveUp(new ExplainedError(t.views.graph.notLoaded)), { signal });
    worker.postMessage({ dot } satisfies ToGraphWorker, []);
    return promise;
  }

  /** Ends the drawing under way. */
  cancel(): void {
    this.#giveUp?.(new Cancelled());
  }

  #endWorker(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
  }

  [Symbol.dispose](): void {
    this.cancel();
    this.#endWorker();
  }
}
