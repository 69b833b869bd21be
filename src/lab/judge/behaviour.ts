/** The second part of a verdict: does the service still keep its promises? */
import { Agent } from 'node:http';
import { FairTime } from '../fair-time.ts';
import { exchange } from '../http-exchange.ts';
import type { LabProcess } from '../lab-process.ts';
import type { BehaviourPart } from '../judgement.ts';
import type { ContractCheck, LabClient } from '../scenario.ts';

/** A promise kept after ten seconds that count is a promise broken. */
const ANSWER_TIMEOUT_MS = 10_000;
/** Hardly any answer takes so long: only then is it looked at whether time counts. */
const LOOK_AFTER_MS = 2_000;

/** Rejects when the service does not answer at all. */
export async function askPromises(
  ask: (client: LabClient) => Promise<readonly ContractCheck[]>,
  { pid, ports }: Pick<LabProcess, 'pid' | 'ports'>,
  signal: AbortSignal,
): Promise<readonly ContractCheck[]> {
  const agent = new Agent({ keepAlive: true });
  const client: LabClient = {
    send: (request) => {
      let time: FairTime | undefined;
      const waitsOn = (): Promise<boolean> => {
        time ??= new FairTime(pid);
        return Promise.resolve(LOOK_AFTER_MS + time.fairMs < ANSWER_TIMEOUT_MS);
      };
      return exchange(request, { port: ports.service, agent, signal, timeoutMs: LOOK_AFTER_MS, waitsOn });
    },
  };
  try {
    return await ask(client);
  } finally {
    agent.destroy();
  }
}

export function behaviourPart(checks: readonly ContractCheck[]): BehaviourPart {
  return { name: 'behaviour', outcome: checks.every(({ kept }) => kept) ? 'pass' : 'fail', checks };
}

/** The promises as they stand after the load, of which some may be broken since. */
export function stillKept(before: readonly ContractCheck[], after: readonly ContractCheck[]): readonly ContractCheck[] {
  const broken = new Map(after.filter(({ kept }) => !kept).map((check) => [check.name, check]));
  return before.map((check) => {
    const since = broken.get(check.name);
    return since === undefined ? check : { ...since, afterLoad: true };
  });
}
