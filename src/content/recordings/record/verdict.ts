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
  const verdict = await judge(lab, variant, { workspace });
  if (verdict.kind === 'unjudged') throw new Error(`${variant}: unjudged`);
  return { passed: verdict.passed, leak: verdict.parts[0] };
}
