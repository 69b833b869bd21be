/**
 * How far a learner has come, lesson by lesson and step by step. Whatever an older or a newer version of the workshop
 * wrote stays in it: steps are only ever added, unless the learner takes one back. Pure.
 */
import { z } from 'zod';

/** The nine steps of a lab lesson; a lesson without a lab has only `read`. */
export const STEPS = [
  'symptom',
  'reproduce',
  'measure',
  'capture',
  'read',
  'explain',
  'fix',
  'prove',
  'prevent',
] as const;
export type Step = (typeof STEPS)[number];

/** `workshop`: seen to be done, in a lab or by the judge. */
export type DoneBy = 'hand' | 'workshop';

/** A lab's name, or the path of a lesson that has none. */
const LESSON = /^[a-z0-9-]{1,60}(?:\/[a-z0-9-]{1,60})?$/;
/** Many times as many as there are; a file that somebody imports shall not fill the disk. */
const MAX_LESSONS = 500;
const MAX_STEPS = 50;

export const lessonId = z.string().regex(LESSON);

const done = z.looseObject({ at: z.number(), by: z.enum(['hand', 'workshop']).catch('hand') });
const lesson = z.looseObject({
  steps: z.record(z.string().max(40), done).refine((steps) => Object.keys(steps).length <= MAX_STEPS),
});
const last = z.looseObject({ lesson: lessonId, step: z.string().max(40).nullable(), at: z.number() });

export const progressShape = z.looseObject({
  version: z.literal(1),
  lessons: z.record(lessonId, lesson).refine((lessons) => Object.keys(lessons).length <= MAX_LESSONS),
  /** Where the learner was last. */
  last: last.nullish(),
});

export type LessonProgress = z.infer<typeof lesson>;
export type LastPlace = z.infer<typeof last>;
export type Progress = z.infer<typeof progressShape>;

export const NO_PROGRESS: Progress = { version: 1, lessons: {}, last: null };

/** The first time counts: doing a step again does not make it newer. */
export function withStep(progress: Progress, id: string, step: Step, by: DoneBy, at: number): Progress {
  const known = progress.lessons[id];
  const before = known?.steps[step];
  // What the learner only said is now seen.
  if (before !== undefined && (before.by === 'workshop' || by === 'hand')) return progress;
  const steps = { ...known?.steps, [step]: { at: before?.at ?? at, by } };
  return { ...progress, lessons: { ...progress.lessons, [id]: { ...known, steps } } };
}

export function withoutStep(progress: Progress, id: string, step: Step): Progress {
  const known = progress.lessons[id];
  if (known === undefined) return progress;
  const { [step]: _, ...steps } = known.steps;
  return { ...progress, lessons: { ...progress.lessons, [id]: { ...known, steps } } };
}

export function withLast(progress: Progress, place: LastPlace): Progress {
  return { ...progress, last: place };
}

/** All that either has: of a step that both have, the earlier time; the last place is the later one. */
export function merged(one: Progress, other: Progress): Progress {
  const lessons = { ...other.lessons, ...one.lessons };
  for (const [id, theirs] of Object.entries(other.lessons)) {
    const mine = one.lessons[id];
    if (mine === undefined) continue;
    const steps = { ...theirs.steps, ...mine.steps };
    for (const [step, done] of Object.entries(theirs.steps)) {
      const known = mine.steps[step];
      if (known === undefined) continue;
      const by = known.by === 'workshop' || done.by === 'workshop' ? 'workshop' : 'hand';
      steps[step] = { ...done, ...known, at: Math.min(known.at, done.at), by };
    }
    lessons[id] = { ...theirs, ...mine, steps };
  }
  const last = (one.last?.at ?? 0) >= (other.last?.at ?? 0) ? one.last : other.last;
  return { ...other, ...one, lessons, last: last ?? null };
}
