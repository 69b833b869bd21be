/** `--check`: the verdict in the terminal. */
import { t } from '#i18n/index.ts';
import type { Lab } from '#lab/catalog.ts';
import { judge } from '#lab/judge.ts';
import { ProgressFile } from '#lab/progress-file.ts';
import type { Workspace } from '#lab/workspace.ts';
import type { CheckCommand } from './arguments.ts';
import { ExitCode } from './exit-code.ts';
import { shownPath } from './shown-path.ts';

const words = t.cli.lab;

/** Resolves with the exit code: 0 only when the fix passed. */
export async function checkLab(
  lab: Lab,
  { variant, diagnosis }: CheckCommand,
  workspace: Workspace,
  stop: AbortSignal,
): Promise<number> {
  console.log(words.judging(t.lab.variant[variant], shownPath(await workspace.entry(lab, variant))));
  const onProgress = ({ step, fraction }: { step: keyof typeof t.lab.verdictStep; fraction: number }): void =>
    console.log(words.judgeStep(step, fraction));
  const verdict = await judge(lab, variant, { workspace, signal: stop, onProgress, diagnosis }).catch(
    (error: unknown) => {
      if (stop.aborted) return null;
      throw error;
    },
  );
  if (verdict === null) return ExitCode.failed;
  console.log('');
  if (verdict.kind === 'judged') {
    for (const part of verdict.parts) {
      console.log(words.part(part.outcome === 'pass', t.lab.partTitle(part), t.lab.part(part)));
    }
    console.log('');
  }
  console.log(t.lab.verdict(verdict));
  // A progress that cannot be written changes nothing about the verdict.
  await new ProgressFile(workspace.root)
    .noteVerdict(lab.slug, verdict)
    .catch(() => console.error(words.progressNotKept));
  return verdict.kind === 'judged' && verdict.passed ? ExitCode.ok : ExitCode.failed;
}
