/** The reading of one trace, and what came of it. Each has its own: one given up tells nothing to the one after it. */
import { signal, type ReadonlySignal } from '@preact/signals';
import { messageOf } from '../api.ts';
import { readTrace } from './read-trace.ts';
import type { Timeline } from './timeline.ts';

export type TraceOutcome =
  | { readonly kind: 'reading' }
  | { readonly kind: 'read'; readonly timeline: Timeline }
  | { readonly kind: 'failed'; readonly message: string };

export interface TraceReading {
  readonly outcome: ReadonlySignal<TraceOutcome>;
  start(): void;
  cancel(): void;
}

export function createTraceReading(file: Blob, read = readTrace): TraceReading {
  const outcome = signal<TraceOutcome>({ kind: 'reading' });
  const owner = new AbortController();
  return {
    outcome,
    start() {
      read(file, owner.signal).then(
        (timeline) => (outcome.value = { kind: 'read', timeline }),
        (error: unknown) => (outcome.value = { kind: 'failed', message: messageOf(error) }),
      );
    },
    cancel: () => owner.abort(),
  };
}
