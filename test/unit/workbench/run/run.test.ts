import { expect, test } from 'vitest';
import type { Capture, LabEvent, Snapshot } from '#server/contract.ts';
import { EMPTY_RUN, MAX_SAMPLES, reduceRun, type Run } from '#workbench/run/run.ts';
import { mark, sample } from '../samples.ts';

const after = (...events: readonly LabEvent[]): Run => events.reduce(reduceRun, EMPTY_RUN);
const capture = (id: string): Capture => ({ id, profile: 'heap', takenAt: 1, variant: 'mine', size: 10, code: 'a' });

test('a snapshot replaces everything known before', () => {
  const snapshot: Snapshot = {
    type: 'snapshot',
    state: { kind: 'starting', variant: 'mine', since: 5 },
    samples: [sample(1)],
    marks: [mark(1, 'start')],
    load: null,
    captures: [capture('heap-1')],
    before: null,
    verdict: null,
    judging: null,
  };
  const run = after({ type: 'sample', sample: sample(0) }, { type: 'capture', capture: capture('old') }, snapshot);
  expect(run).toEqual({
    state: snapshot.state,
    samples: snapshot.samples,
    marks: snapshot.marks,
    load: null,
    captures: snapshot.captures,
    before: null,
    verdict: null,
    judging: null,
  });
});

test('captures stand by when they were taken, as in the workshop', () => {
  const late = { ...capture('cpu-1'), takenAt: 0 };
  const { captures } = after({ type: 'capture', capture: capture('heap-1') }, { type: 'capture', capture: late });
  expect(captures.map(({ id }) => id)).toEqual(['cpu-1', 'heap-1']);
});

test('keeps only the last readings', () => {
  let run = EMPTY_RUN;
  for (let t = 0; t < MAX_SAMPLES + 10; t++) run = reduceRun(run, { type: 'sample', sample: sample(t) });
  expect(run.samples).toHaveLength(MAX_SAMPLES);
  expect(run.samples[0]?.t).toBe(10);
  expect(run.samples.at(-1)?.t).toBe(MAX_SAMPLES + 9);
});

test('does not change the run it was given', () => {
  const before = after({ type: 'mark', mark: mark(1, 'start') });
  const marks = before.marks;
  reduceRun(before, { type: 'mark', mark: mark(2, 'gc') });
  expect(before.marks).toBe(marks);
  expect(marks).toHaveLength(1);
});

test('a capture told twice, by the event and by a snapshot, is one', () => {
  const run = after({ type: 'capture', capture: capture('a') }, { type: 'capture', capture: capture('a') });
  expect(run.captures).toEqual([capture('a')]);
});

const verdict = {
  kind: 'unjudged',
  variant: 'mine',
  death: { kind: 'stuck', afterMs: 1 },
  at: 9,
  code: 'a',
} as const;

test.each<LabEvent>([
  { type: 'verdict', verdict },
  { type: 'verdict-failed', error: { code: 'internal', message: 'falhou' } },
])('$type ends the judging', (end) => {
  const judging = after({ type: 'verdict-progress', progress: { step: 'warmup', fraction: 0.2 } });
  expect(judging.judging).toEqual({ step: 'warmup', fraction: 0.2 });
  expect(reduceRun(judging, end).judging).toBeNull();
});

test('a judge that fails leaves the verdict before it', () => {
  const run = after(
    { type: 'verdict', verdict },
    { type: 'verdict-failed', error: { code: 'internal', message: 'falhou' } },
  );
  expect(run.verdict).toBe(verdict);
});

test('the list of captures is replaced when one is renamed or deleted', () => {
  const run = after(
    { type: 'capture', capture: capture('heap-1') },
    { type: 'capture', capture: capture('heap-2') },
    { type: 'captures', captures: [{ ...capture('heap-2'), name: 'antes' }] },
  );
  expect(run.captures).toEqual([{ ...capture('heap-2'), name: 'antes' }]);
});
