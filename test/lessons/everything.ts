import { checkApis } from './apis.ts';
import { checkCommands } from './commands.ts';
import { checkFacts } from './facts.ts';
import { checkFigures, readComponents } from './figures.ts';
import { checkLabels } from './labels.ts';
import { readLessons, type Problem } from './lesson.ts';
import { checkLinks } from './links.ts';
import { checkManifests } from './manifests.ts';
import { checkRecordings, readRecorded } from './recordings.ts';
import { checkSpelling, createSpeller } from './spelling.ts';
import { checkTopics, readTopics } from './topics.ts';

export function checkEverything(): readonly Problem[] {
  const lessons = readLessons();
  const isKnown = createSpeller();
  return [
    ...checkLinks(lessons),
    ...lessons.flatMap((lesson) => [
      ...checkFacts(lesson),
      ...checkCommands(lesson),
      ...checkManifests(lesson),
      ...checkApis(lesson),
      ...checkLabels(lesson),
      ...checkFigures(lesson),
      ...checkSpelling(lesson, isKnown),
    ]),
    ...readComponents().flatMap(checkFigures),
    ...checkTopics(lessons, readTopics()),
    ...checkRecordings(readRecorded()),
  ];
}
