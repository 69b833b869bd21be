/** The command as a reader types it, on whatever machine this is. */
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { t } from '#i18n/index.ts';
import { CHECKS } from '../../../src/cli/doctor/checks.ts';
import { PATH } from '../../labs/fixtures/shell-command.ts';

test('npm run doctor answers for each check, and sums up by its exit code', () => {
  // Windows finds npm only by a shell.
  const { status, stdout } = spawnSync('npm run doctor', {
    shell: true,
    encoding: 'utf8',
    env: { ...process.env, PATH },
  });
  const report = stdout.slice(stdout.indexOf(t.doctor.title));
  const { ok, note, problem } = t.doctor.marks;
  const marked = (mark: string): number => report.split(`\n${mark} `).length - 1;
  expect(marked(ok) + marked(note) + marked(problem)).toBe(CHECKS.length);
  expect(report.trimEnd().split('\n').at(-1)).toBe(
    marked(problem) === 0 ? t.doctor.healthy : t.doctor.sick(marked(problem)),
  );
  expect(status).toBe(marked(problem) === 0 ? 0 : 1);
});
