import { commandsOf } from './commands.ts';
import { readLessons } from './lesson.ts';
import { proofOf } from './proof.ts';

/** By lesson, the commands that are for this test to run, each once. */
export function commandsProvedBy(test: string): readonly (readonly [lesson: string, commands: ReadonlySet<string>])[] {
  return readLessons().flatMap((lesson) => {
    const mine = commandsOf(lesson).flatMap(({ command }) => {
      const proof = proofOf(command);
      return proof?.kind === 'run' && proof.by === test ? [command] : [];
    });
    return mine.length === 0 ? [] : [[lesson.id, new Set(mine)] as const];
  });
}
