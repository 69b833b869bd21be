/** What was asked on the command line. */
import { parseArgs } from 'node:util';
import { t } from '#i18n/index.ts';
import type { Diagnosis } from '#lab/judgement.ts';
import { swallowedByNpm, type NpmEnvironment } from './npm-flags.ts';

export type Command = HelpCommand | ListCommand | CheckCommand | RunCommand;

export interface HelpCommand {
  readonly kind: 'help';
}

export interface ListCommand {
  readonly kind: 'list';
}

export interface CheckCommand {
  readonly kind: 'check';
  readonly slug: string;
  readonly variant: 'mine' | 'solution';
  /** What the learner says it is. */
  readonly diagnosis: Diagnosis | undefined;
}

export interface RunCommand {
  readonly kind: 'run';
  readonly slug: string;
  readonly variant: 'mine' | 'solution';
  /** Wished ports; undefined for the lab's habit. */
  readonly port: number | undefined;
  readonly debugPort: number | undefined;
  readonly load: boolean;
  readonly tty: boolean;
}

/** Something on the command line makes no sense. `message` is Portuguese and says how to write it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const options = {
  load: { type: 'boolean', default: false },
  solution: { type: 'boolean', default: false },
  check: { type: 'boolean', default: false },
  suspect: { type: 'string' },
  'not-a-leak': { type: 'boolean', default: false },
  tty: { type: 'boolean', default: true },
  port: { type: 'string' },
  'debug-port': { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

const words = t.cli.lab;

/** @throws {UsageError} */
export function parseCommand(args: readonly string[], env: NpmEnvironment): Command {
  const { values, positionals } = parse([...swallowedByNpm(env, options), ...args]);
  if (values.help) return { kind: 'help' };

  const port = parsePort('--port', values.port);
  const debugPort = parsePort('--debug-port', values['debug-port']);
  const [slug, ...extra] = positionals;
  if (extra.length > 0) throw new UsageError(words.tooMany(extra));
  if (slug === undefined) return { kind: 'list' };

  const variant = values.solution ? 'solution' : 'mine';
  const diagnosis = parseDiagnosis(values.suspect, values['not-a-leak']);
  if (values.check) return { kind: 'check', slug, variant, diagnosis };
  if (diagnosis !== undefined) throw new UsageError(words.diagnosisWithoutCheck(slug));
  return { kind: 'run', slug, variant, port, debugPort, load: values.load, tty: values.tty };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, allowNegative: true });
  } catch (error) {
    // Node's message is English; it names the option in quotes.
    const option = /'(-[^' =]+)/.exec(error instanceof Error ? error.message : '')?.[1] ?? '';
    const unknown = error instanceof Error && 'code' in error && error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION';
    throw new UsageError(unknown ? words.unknownOption(option) : words.badOption(option), { cause: error });
  }
}

function parseDiagnosis(suspect: string | undefined, notALeak: boolean): Diagnosis | undefined {
  if (suspect === undefined) return notALeak ? { kind: 'not-a-leak' } : undefined;
  if (notALeak) throw new UsageError(words.twoDiagnoses);
  // npm's doing, as with the ports: the name went elsewhere.
  if (suspect === 'true' || suspect.trim() === '') throw new UsageError(words.badSuspect);
  return { kind: 'suspect', name: suspect.trim() };
}

function parsePort(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  // npm's doing: `--port 9000` without `--` leaves `true` as the value and 9000 as a second lab.
  if (text === 'true') throw new UsageError(words.npmAte(option));
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535) throw new UsageError(words.badPort(option, text));
  return port;
}
