import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { listLabs } from '#lab/catalog.ts';
import { goCommand } from '#lab/evidence.ts';

test('the handbook tells the command that shows the evidence of each lab of the course, and who holds it', async () => {
  const handbook = readFileSync('docs/labs.md', 'utf8');
  const course = (await listLabs()).filter(({ scenario }) => scenario.order !== undefined);
  expect(course.length).toBeGreaterThan(10);
  for (const { slug, scenario } of course) {
    const [, commands = ''] = handbook.split(`\n# ${slug}: `);
    const own = commands
      .split('\n\n')[0]
      ?.split('\n')
      .filter((line) => line.startsWith('go tool pprof') || line.startsWith('#   '));
    const told = [scenario.evidence, ...(scenario.moreEvidence ?? [])].flatMap((proof) => [
      goCommand(proof),
      ...(proof.retainerPath === undefined ? [] : [`#   quem segura: ${proof.retainerPath.join(' → ')}`]),
    ]);
    expect(own, slug).toEqual(told);
  }
});
