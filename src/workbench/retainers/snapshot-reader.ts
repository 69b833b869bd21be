/** One heap snapshot at a time, as the page sees it: taken or opened, then asked about. */
import { batch, signal, type ReadonlySignal } from '@preact/signals';
import { t } from '#i18n/index.ts';
import { onEnd } from '../lifetime.ts';
import type {
  Found,
  FromSnapshotWorker,
  SnapshotPhase,
  SnapshotSource,
  SnapshotSummary,
  ToSnapshotWorker,
  Wanted,
} from './protocol.ts';

export interface SnapshotProgress {
  readonly phase: SnapshotPhase;
  readonly fraction: number | null;
}

export interface SnapshotReader {
  readonly summary: ReadonlySignal<SnapshotSummary | null>;
  readonly found: ReadonlySignal<Found | null>;
  readonly progress: ReadonlySignal<SnapshotProgress | null>;
  readonly problem: ReadonlySignal<string | null>;
  /** When the snapshot on show was asked for. */
  readonly takenAt: ReadonlySignal<number | null>;
  open(source: SnapshotSource): void;
  find(wanted: Wanted): void;
  /** Ends what is under way; a snapshot that was being read is gone, one that was there before too. */
  cancel(): void;
}

/** The worker starts with the first snapshot, and keeps it until another one or the end of `lifetime`. */
export function createSnapshotReader(lifetime: AbortSignal): SnapshotReader {
  const summary = signal<SnapshotSummary | null>(null);
  const found = signal<Found | null>(null);
  const progress = signal<SnapshotProgress | null>(null);
  const problem = signal<string | null>(null);
  const takenAt = signal<number | null>(null);
  let worker: Worker | null = null;

  /** With the worker goes its memory: hundreds of megabytes. */
  function end(): void {
    worker?.terminate();
    worker = null;
    batch(() => {
      summary.value = null;
      found.value = null;
      progress.value = null;
    });
  }
  onEnd(lifetime, end);

  function start(): Worker {
    const started = new Worker(new URL('./snapshot.worker.ts', import.meta.url), { type: 'module' });
    started.addEventListener('message', ({ data }: MessageEvent<FromSnapshotWorker>) => {
      if (worker === started) hear(data);
    });
    started.addEventListener('error', () => {
      if (worker !== started) return;
      end();
      problem.value = t.retainersPanel.failure.crashed('');
    });
    return started;
  }

  function hear(message: FromSnapshotWorker): void {
    batch(() => {
      if (message.kind === 'progress') {
        progress.value = { phase: message.phase, fraction: message.fraction };
        return;
      }
      if (message.kind === 'opened') {
        summary.value = message.summary;
        return;
      }
      progress.value = null;
      if (message.kind === 'found') found.value = message.found;
      else problem.value = t.retainersPanel.failure[message.why](message.message);
    });
  }

  const ask = (message: ToSnapshotWorker): void => worker?.postMessage(message, []);

  return {
    summary,
    found,
    progress,
    problem,
    takenAt,
    open(source) {
      end();
      worker = start();
      problem.value = null;
      takenAt.value = Date.now();
      progress.value = { phase: source.kind === 'lab' ? 'asking' : 'reading', fraction: null };
      ask({ kind: 'open', source });
    },
    find(wanted) {
      problem.value = null;
      progress.value = { phase: 'searching', fraction: null };
      ask({ kind: 'find', wanted });
    },
    cancel: end,
  };
}
