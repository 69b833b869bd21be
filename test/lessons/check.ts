/** `npm run lessons:check`: everything that is wrong with the lessons, with file and line. The unit tests run the same. */
import { commandsOf } from './commands.ts';
import { checkEverything } from './everything.ts';
import { readLessons } from './lesson.ts';
import { proofOf } from './proof.ts';

const problems = checkEverything();
for (const { path, line, what } of problems) console.log(`${path}:${line}  ${what}`);
if (problems.length === 0) tellOfCommands();
console.log(problems.length === 0 ? 'Lições em ordem.' : `\n${problems.length} problemas.`);
process.exitCode = problems.length === 0 ? 0 : 1;

/** What is run, and what is only read, because. */
function tellOfCommands(): void {
  const commands = new Set(readLessons().flatMap((lesson) => commandsOf(lesson).map(({ command }) => command)));
  const notRun = Array.from(commands).flatMap((command) => {
    const proof = proofOf(command);
    return proof?.kind === 'not-run' ? [{ command, because: proof.because }] : [];
  });
  console.log(`${commands.size} comandos no texto; um teste roda todos, menos estes ${notRun.length}:\n`);
  for (const [because, those] of Map.groupBy(notRun, (each) => each.because)) {
    console.log(`  porque ${because}:\n${those.map(({ command }) => `    ${command}`).join('\n')}`);
  }
}
