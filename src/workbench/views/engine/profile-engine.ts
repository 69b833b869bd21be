/** The profile worker as the page uses it: profiles are opened once, then asked about; what takes too long can be ended. */
import { t } from '#i18n/index.ts';
import { ExplainedError } from '../../explained-error.ts';
import { onEnd } from '../../lifetime.ts';
import type { Failure, FromWorker, Phase, Summary, ToWorker, ViewAnswer, ViewRequest } from './protocol.ts';

export type OnProgress = (phase: Phase, fraction: number | null) => void;

export interface ProfileEngine {
  /** Starts the worker before there is anything to open. */
  prepare(): void;
  /** @throws {EngineFailure} when the file is no profile, {@link Cancelled} */
  open(key: string, file: Blob, onProgress: OnProgress): Promise<Summary>;
  /** Opens the request's profiles first where they are not open any more. Same errors. */
  ask(request: ViewRequest, onProgress: OnProgress): Promise<ViewAnswer>;
  /** Gives a profile's memory back. */
  forget(key: string): void;
  /** Ends everything under way, at once. */
  cancel(): void;
}

/** The worker's refusal, in words. */
export class EngineFailure extends ExplainedError {
  override readonly name = 'EngineFailure';
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(wordsFor(failure));
    this.failure = failure;
  }
}

/** Somebody called `cancel`. */
export class Cancelled extends ExplainedError {
  override readonly name = 'Cancelled';
  constructor() {
    super(t.views.cancelled);
  }
}

export function wordsFor({ code, detail }: Failure): string {
  const words: Readonly<Record<string, ((detail: string) => string) | undefined>> = t.views.failure;
  return (words[code] ?? t.views.failure.crashed)(detail);
}

interface Waiting {
  readonly resolve: (message: FromWorker) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: OnProgress;
}

/** The worker starts with the first profile, or when told to, and ends with `lifetime`. */
export function createProfileEngine(lifetime: AbortSignal): ProfileEngine {
  const waiting = new Map<number, Waiting>();
  /** Every file by its key, so that a new worker can open it again. */
  const files = new Map<string, Blob>();
  /** What the present worker has open, or is opening. */
  const open = new Map<string, Promise<Summary>>();
  let worker: Worker | undefined;
  let lastJob = 0;

  function end(error: Error): void {
    worker?.terminate();
    worker = undefined;
    open.clear();
    const left = [...waiting.values()];
    waiting.clear();
    for (const { reject } of left) reject(error);
  }
  onEnd(lifetime, () => end(new Cancelled()));

  function start(): Worker {
    const started = new Worker(new URL('./profile.worker.ts', import.meta.url), { type: 'module' });
    started.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
      const asked = waiting.get(data.job);
      if (asked === undefined) return;
      if (data.kind === 'progress') return asked.onProgress(data.phase, data.fraction);
      waiting.delete(data.job);
      if (data.kind === 'failed') asked.reject(new EngineFailure(data.failure));
      else asked.resolve(data);
    });
    // A worker that could not load, or fell over, answers nobody: whoever waits is told, the next call starts anew.
    started.addEventListener('error', () => {
      if (worker === started) end(new ExplainedError(t.views.workerFailed));
    });
    return started;
  }

  function call(message: (job: number) => ToWorker, onProgress: OnProgress): Promise<FromWorker> {
    worker ??= start();
    const job = ++lastJob;
    const { promise, resolve, reject } = Promise.withResolvers<FromWorker>();
    waiting.set(job, { resolve, reject, onProgress });
    worker.postMessage(message(job), []);
    return promise;
  }

  function opened(key: string, onProgress: OnProgress): Promise<Summary> {
    const known = open.get(key);
    if (known !== undefined) return known;
    const file = files.get(key);
    if (file === undefined) return Promise.reject(new EngineFailure({ code: 'unknown-profile', detail: key }));
    const summary = call((job) => ({ kind: 'open', job, profile: key, file }), onProgress).then((message) => {
      if (message.kind !== 'opened') throw new Error('an opened profile was expected');
      return message.summary;
    });
    open.set(key, summary);
    summary.catch(() => open.delete(key));
    return summary;
  }

  return {
    prepare: () => void (worker ??= start()),
    open(key, file, onProgress) {
      files.set(key, file);
      return opened(key, onProgress);
    },
    async ask(request, onProgress) {
      for (const key of [request.profile, request.base]) if (key !== null) await opened(key, onProgress);
      const message = await call((job) => ({ kind: 'ask', job, request }), onProgress);
      if (message.kind !== 'answer') throw new Error('an answer was expected');
      return message.answer;
    },
    forget(key) {
      files.delete(key);
      if (open.delete(key)) worker?.postMessage({ kind: 'forget', profile: key } satisfies ToWorker, []);
    },
    cancel: () => end(new Cancelled()),
  };
}
