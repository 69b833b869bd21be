/** `npm run lessons:check`: everything that is wrong with the lessons, with file and line. The unit tests run the same. */
import { commandsOf } from './commands.ts';
import { checkEverything } from './everything.ts';
import { readLessons } from './lesson.ts';
import { proofOf } from './proof.ts';

/** Of the commands with the same remark. */
const SHOWN = 6;

const problems = checkEverything();
for (const { path, line, what } of problems) console.log(`${path}:${line}  ${what}`);
if (problems.length === 0) tellOfCommands();
console.log(problems.length === 0 ? 'Lições em ordem.' : `\n${problems.length} problemas.`);
process.exitCode = problems.length === 0 ? 0 : 1;

/** What is run, and how where it is not just as it stands; and what is only read, because. */
function tellOfCommands(): void {
  const shown = readLessons().flatMap((lesson) => commandsOf(lesson));
  const commands = new Set(shown.filter(({ kind }) => kind === 'shell').map(({ command }) => command));
  console.log(`${commands.size} comandos no texto. Um teste roda todos, com estas ressalvas:\n`);
  for (const [remark, those] of Map.groupBy(commands, remarkOn)) {
    if (remark === null) continue;
    const more = those.length > SHOWN ? [`… e mais ${those.length - SHOWN}`] : [];
    console.log([`  ${remark}:`, ...those.slice(0, SHOWN), ...more].join('\n    '));
  }
}

function remarkOn(command: string): string | null {
  const proof = proofOf(command);
  if (proof?.kind === 'not-run') return `não roda: ${proof.because}`;
  return proof?.how ?? null;
}
