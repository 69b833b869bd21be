import type { Lab } from '#lab/catalog.ts';
import { judge } from '#lab/judge.ts';
import type { Variant } from '#lab/run.ts';
import type { Workspace } from '#lab/workspace.ts';
import type { Recording } from '../recording.ts';

export async function recordVerdict(
  lab: Lab,
  variant: Variant,
  workspace: Workspace,
): Promise<Recording['verdicts']['original']> {
  // Where the right answer is that nothing leaks, it is given: what is recorded is what the code alone decides.
  const answer = lab.scenario.acceptance.signal === 'not-a-leak' && ({ kind: 'not-a-leak' } as const);
  const verdict = await judge(lab, variant, { workspace, ...(answer && { diagnosis: answer }) });
  if (verdict.kind === 'unjudged') throw new Error(`${variant}: unjudged`);
  return { passed: verdict.passed, leak: verdict.parts[0] };
}
