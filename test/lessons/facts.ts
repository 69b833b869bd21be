/** What a lesson has to say of itself, and whether it is so. */
import { t } from '#i18n/index.ts';
import type { Lesson, Problem } from './lesson.ts';
import { proseOf } from './prose.ts';

/** Technical text, read to be understood. */
const WORDS_A_MINUTE = 180;

/** Pages to look things up in have no beginning and no end. */
const COURSE = Object.keys(t.lesson.parts).filter((folder) => folder !== 'referencia');

export function readingMinutes(lesson: Lesson): number {
  return (proseOf(lesson).match(/\p{L}[\p{L}\d-]*/gu)?.length ?? 0) / WORDS_A_MINUTE;
}

export function checkFacts(lesson: Lesson): readonly Problem[] {
  const { id, path, frontmatter } = lesson;
  const problem = (what: string): Problem => ({ path, line: 1, what });
  const problems: Problem[] = [];
  if (!/^description: ./m.test(frontmatter)) problems.push(problem('falta description'));
  const minutes = Number(/^minutes: (\d+)$/m.exec(frontmatter)?.[1]);
  const reading = readingMinutes(lesson);
  if (minutes < reading) problems.push(problem(`minutes: ${minutes}, mas só a leitura leva uns ${Math.ceil(reading)}`));
  if (!COURSE.some((folder) => id.startsWith(`${folder}/`))) return problems;
  for (const field of ['minutes', 'goals', 'quiz', 'sidebar'])
    if (!new RegExp(`^${field}:`, 'm').test(frontmatter)) problems.push(problem(`falta ${field}`));
  return problems;
}
