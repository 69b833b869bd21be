/** Everything that a lab must be able to prove, in order. */
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Lab } from '../catalog.ts';
import { fixesOf, type LabFixes } from '../lab-fixes.ts';
import { checkEvidence } from './evidence.ts';
import { checkTwin } from './go.ts';
import { bad, good, type CheckResult, type Finding } from './result.ts';
import { casesOf, checkCase } from './verdicts.ts';

export interface LabCheckOptions {
  readonly onResult: (result: CheckResult) => void;
  /** Nothing else keeps the machine busy. */
  readonly idle: boolean;
  readonly extent?: CheckExtent;
  readonly signal?: AbortSignal;
}

/**
 * How much of a lab is looked at.
 * - `whole`: all that it claims.
 * - `essential`: all but the other wrong fixes, which are more than half of the time. What is repeated to rule out chance.
 * - `brief`: the solution, the wrong fix, the original where the wrong fix does not leak, and the first of the evidence.
 *   What `npm test` has time for.
 */
export type CheckExtent = 'whole' | 'essential' | 'brief';

const FILES = ['server.ts', 'solution.ts', 'wrong-fix.ts', 'go/go.mod', 'go/main.go'];
/** What a learner can hold in the head; less, and the leak is the only thing there is. */
const SERVER_LINES = { min: 60, max: 150 };
const MIN_VALID_FIXES = 2;

export async function checkLab(lab: Lab, { onResult, idle, extent = 'whole', signal }: LabCheckOptions): Promise<void> {
  const tell = async (what: string, check: () => Promise<Finding>): Promise<void> => {
    signal?.throwIfAborted();
    const began = performance.now();
    const finding = await check().catch((error: unknown) =>
      bad(error instanceof Error ? (error.stack ?? error.message) : String(error)),
    );
    onResult({ lab: lab.slug, what, ...finding, tookMs: Math.round(performance.now() - began) });
  };
  const fixes = await fixesOf(lab.slug).catch((error: unknown) => error);
  await tell('os arquivos', () => checkFiles(lab, fixes));
  await tell('o gêmeo em Go', () => checkTwin(join(lab.dir, 'go')));
  const { evidence, moreEvidence = [] } = lab.scenario;
  await checkEvidence(lab, extent === 'brief' ? [evidence] : [evidence, ...moreEvidence], { tell, idle });
  for (const expected of casesOf(lab, isFixes(fixes) ? within(extent, fixes) : null)) {
    if (extent === 'brief' && expected.implied === true) continue;
    await tell(expected.what, () => checkCase(lab, expected, idle));
  }
}

async function checkFiles(lab: Lab, fixes: unknown): Promise<Finding> {
  const missing: string[] = [];
  for (const name of FILES) await access(join(lab.dir, name)).catch(() => missing.push(name));
  if (missing.length > 0) return bad(`faltam: ${missing.join(', ')}`);
  const lines = (await readFile(join(lab.dir, 'server.ts'), 'utf8')).trimEnd().split('\n').length;
  if (lines < SERVER_LINES.min || lines > SERVER_LINES.max) {
    return bad(`server.ts tem ${lines} linhas; o combinado é de ${SERVER_LINES.min} a ${SERVER_LINES.max}`);
  }
  if (!isFixes(fixes)) return bad(`test/labs/${lab.slug}/fixes.ts: ${fixes === null ? 'não existe' : String(fixes)}`);
  const valid = Object.keys(fixes.valid).length;
  return valid < MIN_VALID_FIXES
    ? bad(`test/labs/${lab.slug}/fixes.ts tem ${valid} correções válidas; são precisas ${MIN_VALID_FIXES}`)
    : good(`${lines} linhas, ${valid} correções válidas e ${Object.keys(fixes.wrong).length} erradas`);
}

/** It is imported at run time: what stands there may be an error instead. */
function isFixes(fixes: unknown): fixes is LabFixes {
  return typeof fixes === 'object' && fixes !== null && 'valid' in fixes;
}

function within(extent: CheckExtent, fixes: LabFixes): LabFixes {
  if (extent === 'whole') return fixes;
  return { ...fixes, wrong: {}, ...(extent === 'brief' && { valid: {} }) };
}
