/** What is said once a lab is ready: where it answers, which file runs, and what to try first. */
import { t } from '#i18n/index.ts';
import type { Lab } from '#lab/catalog.ts';
import type { Addresses } from '#lab/run.ts';
import type { RunCommand } from './arguments.ts';

const words = t.cli.lab;

/** Go's habits, and the lab's: what is said to have moved, moved from there. */
const HABIT = { service: 8080, debug: 6060 };

/** @param file the path of the code that runs, as it shall be shown. */
export function welcome(lab: Lab, command: RunCommand, addresses: Addresses, file: string): string {
  const { scenario, slug } = lab;
  const steps = [
    command.load ? words.next.loadRuns : command.tty ? words.next.loadKey : words.next.loadOption(slug),
    words.next.profile(addresses.diagnostics, firstProfile(scenario)),
    command.variant === 'mine' ? words.next.fix(file, slug) : words.next.check(slug),
  ];
  return [
    '',
    words.ready(addresses.service, addresses.diagnostics),
    ...moved(command, addresses),
    words.ceiling(scenario.ceilingMiB),
    '',
    words.routes,
    ...scenario.routes.map(({ method, path, what }) => `  ${method.padEnd(6)} ${path}  ${what}`),
    '',
    command.variant === 'mine' ? words.yourFile(file) : words.solutionFile(file),
    '',
    words.nextTitle,
    ...steps.map((step, index) => `  ${index + 1}. ${step}`),
    '',
  ].join('\n');
}

/** The profile of the counter that grows; `null` where none does, and which profile to take is the question. */
function firstProfile({ symptom, diagnostics }: Lab['scenario']): 'heap' | 'external' | null {
  if (symptom.grows.includes('heapUsed')) return 'heap';
  return symptom.grows.includes('arrayBuffers') && diagnostics?.external !== undefined ? 'external' : null;
}

function moved(command: RunCommand, addresses: Addresses): string[] {
  const service = portOf(addresses.service);
  const debug = portOf(addresses.diagnostics);
  const wished = { service: command.port ?? HABIT.service, debug: command.debugPort ?? HABIT.debug };
  return [
    ...(service === wished.service ? [] : [words.servicePortMoved(wished.service, service)]),
    ...(debug === wished.debug ? [] : [words.debugPortMoved(wished.debug, debug)]),
  ];
}

function portOf(address: string): number {
  return Number(new URL(address).port);
}
