/** `npm run doctor`: looks at the machine and says, line by line, what works and what to do about what does not. */
import { t } from '#i18n/index.ts';
import { endWithClosedPipe } from './closed-pipe.ts';
import { CHECKS } from './doctor/checks.ts';

endWithClosedPipe(1);
console.log(`${t.doctor.title}\n`);
let problems = 0;
for (const check of CHECKS) {
  const { name, mark, text } = await check();
  if (mark === 'problem') problems++;
  console.log(`${t.doctor.marks[mark]} ${name}: ${text}`);
}
console.log(`\n${problems === 0 ? t.doctor.healthy : t.doctor.sick(problems)}`);
process.exitCode = problems === 0 ? 0 : 1;
