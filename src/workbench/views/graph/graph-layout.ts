/** Graphviz as the page uses it: a description in, a drawing out; a newer question ends an older one. */
import { t } from '#i18n/index.ts';
import { ExplainedError } from '../../explained-error.ts';

export interface ToGraphWorker {
  readonly job: number;
  readonly dot: string;
}
export type FromGraphWorker =
  | { readonly job: number; readonly kind: 'svg'; readonly svg: string }
  | { readonly job: number; readonly kind: 'failed'; readonly detail: string };

/** Past this Graphviz is not going to end while anybody waits. */
const PATIENCE_MS = 60_000;

export class GraphLayout implements Disposable {
  #worker: Worker | undefined;
  #job = 0;
  #busy = false;

  /** @throws {ExplainedError} */
  draw(dot: string): Promise<string> {
    if (this.#busy) this[Symbol.dispose]();
    this.#worker ??= new Worker(new URL('./graph.worker.ts', import.meta.url), { type: 'module' });
    const worker = this.#worker;
    const job = ++this.#job;
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const listening = new AbortController();
    const { signal } = listening;
    const fail = (message: string): void => {
      this[Symbol.dispose]();
      reject(new ExplainedError(message));
    };
    const timer = setTimeout(() => fail(t.views.graph.tooLong), PATIENCE_MS);
    this.#busy = true;
    worker.addEventListener(
      'message',
      ({ data }: MessageEvent<FromGraphWorker>) => {
        if (data.job !== job) return;
        if (data.kind === 'svg') resolve(data.svg);
        else reject(new ExplainedError(t.views.graph.failed(data.detail)));
      },
      { signal },
    );
    worker.addEventListener('error', () => fail(t.views.graph.notLoaded), { signal });
    worker.postMessage({ job, dot } satisfies ToGraphWorker, []);
    return promise.finally(() => {
      clearTimeout(timer);
      listening.abort();
      if (this.#job === job) this.#busy = false;
    });
  }

  [Symbol.dispose](): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#busy = false;
  }
}
