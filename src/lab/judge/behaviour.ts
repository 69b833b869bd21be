/** The second part of a verdict: does the service still keep its promises? */
import { Agent } from 'node:http';
import { exchange } from '../http-exchange.ts';
import type { BehaviourPart } from '../judgement.ts';
import type { LabClient, Scenario } from '../scenario.ts';

/** A promise kept after ten seconds is a promise broken. */
const ANSWER_TIMEOUT_MS = 10_000;

/** Rejects when the service does not answer at all. */
export async function behaviourPart(scenario: Scenario, port: number, signal: AbortSignal): Promise<BehaviourPart> {
  const agent = new Agent({ keepAlive: true });
  const client: LabClient = {
    send: (request) => exchange(request, { port, agent, signal, timeoutMs: ANSWER_TIMEOUT_MS }),
  };
  try {
    const checks = await scenario.contract(client);
    return { name: 'behaviour', outcome: checks.every(({ kept }) => kept) ? 'pass' : 'fail', checks };
  } finally {
    agent.destroy();
  }
}
