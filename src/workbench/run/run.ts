/** Everything the workshop has told about the lab's run, and how each event changes it. Pure. */
import type {
  Capture,
  EarlierLife,
  GivenVerdict,
  LabEvent,
  LabState,
  LoadProgress,
  Mark,
  MemorySample,
  VerdictProgress,
} from '#server/contract.ts';

export interface Run {
  readonly state: LabState;
  readonly samples: readonly MemorySample[];
  readonly marks: readonly Mark[];
  readonly load: LoadProgress | null;
  readonly captures: readonly Capture[];
  readonly before: EarlierLife | null;
  readonly verdict: GivenVerdict | null;
  readonly judging: VerdictProgress | null;
}

/** Half an hour at two readings a second; older ones leave so that a forgotten tab does not leak. */
export const MAX_SAMPLES = 3600;
/** Far more than half an hour of clicking makes. */
export const MAX_MARKS = 1000;

export const EMPTY_RUN: Run = {
  state: { kind: 'stopped' },
  samples: [],
  marks: [],
  load: null,
  captures: [],
  before: null,
  verdict: null,
  judging: null,
};

export function reduceRun(run: Run, event: LabEvent): Run {
  switch (event.type) {
    case 'snapshot': {
      const { type: _, ...snapshot } = event;
      return snapshot;
    }
    case 'state':
      return { ...run, state: event.state };
    case 'sample':
      return { ...run, samples: appended(run.samples, event.sample, MAX_SAMPLES) };
    case 'mark':
      return { ...run, marks: appended(run.marks, event.mark, MAX_MARKS) };
    case 'load':
      return { ...run, load: event.load };
    case 'capture':
      return { ...run, captures: withCapture(run.captures, event.capture) };
    case 'captures':
      return { ...run, captures: event.captures };
    case 'before':
      return { ...run, before: event.before };
    case 'verdict-progress':
      return { ...run, judging: event.progress };
    case 'verdict':
      return { ...run, verdict: event.verdict, judging: null };
    case 'verdict-failed':
      return { ...run, judging: null };
    case 'progress':
    case 'output':
      return run;
  }
}

/** In the order of the workshop: what a process left when it died was taken before it is told of. */
const withCapture = (captures: readonly Capture[], capture: Capture): readonly Capture[] =>
  [...captures.filter(({ id }) => id !== capture.id), capture].sort((a, b) => a.takenAt - b.takenAt);

function appended<T>(items: readonly T[], item: T, limit: number): readonly T[] {
  const kept = items.length >= limit ? items.slice(items.length - limit + 1) : items;
  return [...kept, item];
}
