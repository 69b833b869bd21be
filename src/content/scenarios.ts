/** The scenarios, for lessons to quote: hints, symptom, evidence, threshold. */
import type { Scenario } from '#lab/scenario.ts';

export type { Scenario };

const modules = import.meta.glob<Scenario>('/scenarios/*.ts', { import: 'default', eager: true });

/** @throws when there is no such lab: a lesson must not outlive the lab it explains */
export function scenarioOf(lab: string): Scenario {
  const scenario = modules[`/scenarios/${lab}.ts`];
  if (scenario === undefined) throw new Error(`no scenarios/${lab}.ts`);
  return scenario;
}
