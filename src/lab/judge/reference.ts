/** The service as it was handed out, in a process of its own: a fix is not compared with itself. */
import type { LabProcess } from '../lab-process.ts';
import { launch } from '../launch.ts';
import type { Acceptance, Scenario } from '../scenario.ts';

/** `null` where nothing is compared. @throws {Error} where the original does not start */
export async function startReference(
  scenario: Scenario,
  entry: () => Promise<string>,
  signal: AbortSignal | undefined,
): Promise<LabProcess | null> {
  if (!compares(scenario.acceptance)) return null;
  const launched = await launch({ scenario, entry: await entry(), ports: 'any', signal });
  if (launched.kind === 'ready') return launched.process;
  throw new Error(`the original did not start: ${JSON.stringify(launched.death)}`);
}

function compares(acceptance: Acceptance): boolean {
  return acceptance.signal === 'several'
    ? acceptance.faults.some((fault) => compares(fault.acceptance))
    : acceptance.signal === 'cpu';
}
