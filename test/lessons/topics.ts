/** The class's topics, each with the lesson that teaches it: the table in docs/lessons.md. */
import { readFileSync } from 'node:fs';
import type { Lesson, Problem } from './lesson.ts';

const GUIDE = 'docs/lessons.md';

export interface Topic {
  readonly topic: string;
  /** Address of the lesson, and a word that it must explain. */
  readonly lesson: string;
  readonly says: string;
}

export function readTopics(): readonly Topic[] {
  const rows = readFileSync(GUIDE, 'utf8').matchAll(/^\| ([^|]+?) +\| `([\w/-]+)` +\| `([^`]+)` +\|$/gm);
  return Array.from(rows, ([, topic = '', lesson = '', says = '']) => ({ topic, lesson, says }));
}

export function checkTopics(lessons: readonly Lesson[], topics: readonly Topic[]): readonly Problem[] {
  return topics.flatMap(({ topic, lesson, says }) => {
    const found = lessons.find(({ id }) => id === lesson);
    const problem = (what: string): readonly Problem[] => [{ path: GUIDE, line: 1, what: `${topic}: ${what}` }];
    if (!found) return problem(`não há a lição ${lesson}`);
    return found.text.includes(says) ? [] : problem(`${lesson} não fala de ${says}`);
  });
}
