/** `npm run lessons:check`: everything that is wrong with the lessons, with file and line. The unit tests run the same. */
import { checkEverything } from './everything.ts';

const problems = checkEverything();
for (const { path, line, what } of problems) console.log(`${path}:${line}  ${what}`);
console.log(problems.length === 0 ? 'Lições em ordem.' : `\n${problems.length} problemas.`);
process.exitCode = problems.length === 0 ? 0 : 1;
