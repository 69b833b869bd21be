import { COMMANDS, findCommand, UNSUPPORTED, type Command } from './commands.ts';
import { httpPort } from './http-address.ts';
import { assign, DEFAULT_SETTINGS, VARIABLES, VariableError, type Settings } from './variables.ts';

/** The command line, understood. */
export interface Invocation {
  /** Absent: the interactive shell. */
  readonly command?: Command;
  /** The command's regular expression. */
  readonly pattern: string;
  readonly settings: Settings;
  readonly sources: readonly string[];
  readonly base: readonly string[];
  /** `-diff_base`: 100% is the base. */
  readonly isDifference: boolean;
  /** How long a server shall record; 0 is the server's own idea. */
  readonly seconds: number;
  /** How long to wait for a server, in seconds; 0 is long enough for the recording. */
  readonly timeout: number;
  readonly comment: string;
  readonly language: string;
  readonly help: boolean;
  /** Port of the page in the browser, 0 for any; absent without `-http`. */
  readonly http?: number;
  readonly noBrowser: boolean;
  /** Flags that are understood but mean nothing here. */
  readonly ignored: readonly string[];
}

export type UsageErrorCode =
  | 'unknown-flag'
  | 'http-with-format'
  | 'http-address'
  | 'http-not-local'
  | 'no-browser-without-http'
  | 'missing-value'
  | 'bad-value'
  | 'several-formats'
  | 'several-choices'
  | 'several-bases'
  | 'normalize-without-base'
  | 'unsupported'
  | 'no-source';

/** The command line makes no sense; `subject` is the flag it is about. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly code: UsageErrorCode;
  readonly subject: string;

  constructor(code: UsageErrorCode, subject: string) {
    super(`${code}: ${subject}`);
    this.code = code;
    this.subject = subject;
  }
}

/** Short names for sample types, from older versions of pprof. */
const SAMPLE_ALIASES: ReadonlyMap<string, string> = new Map([
  ['total_delay', 'delay'],
  ['mean_delay', 'delay'],
  ['contentions', 'contentions'],
  ['inuse_space', 'inuse_space'],
  ['inuse_objects', 'inuse_objects'],
  ['alloc_space', 'alloc_space'],
  ['alloc_objects', 'alloc_objects'],
]);

const TEXT_FLAGS = ['base', 'diff_base', 'symbolize', 'add_comment', 'tools', 'buildid', 'lang', 'http'] as const;
const INTEGER_FLAGS = ['seconds', 'timeout'] as const;
const SWITCHES = ['no_browser', 'intel_syntax', 'help', 'h'] as const;
/** They steer symbolisation from binaries, which a Node.js profile has no need of. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set(['symbolize', 'tools', 'buildid', 'intel_syntax']);

/** Flags that stand alone; the others take a value. */
const BOOLEAN: ReadonlySet<string> = new Set([
  ...SWITCHES,
  ...SAMPLE_ALIASES.keys(),
  ...COMMANDS.filter(({ hasParameter }) => !hasParameter).map(({ name }) => name),
  ...VARIABLES.filter(({ type }) => type === 'boolean').map(({ name }) => name),
  ...VARIABLES.flatMap(({ choices }) => choices),
]);

const WITH_VALUE: ReadonlySet<string> = new Set([
  ...TEXT_FLAGS,
  ...INTEGER_FLAGS,
  ...COMMANDS.filter(({ hasParameter }) => hasParameter).map(({ name }) => name),
  ...VARIABLES.filter(({ type }) => type !== 'boolean' && type !== 'choice').map(({ name }) => name),
]);

interface Flag {
  readonly name: string;
  readonly value: string;
}

/**
 * Reads the arguments as Go's pprof does: flags first, with one dash or two, then the sources.
 * @throws {UsageError}
 */
export function parseArguments(argv: readonly string[]): Invocation {
  const { flags, rest } = splitFlags(argv);
  const named = (name: string): string[] =>
    flags.filter((flag) => flag.name === name && flag.value !== '').map(({ value }) => value);
  const last = (name: string): string => named(name).at(-1) ?? '';
  const { command, pattern } = commandOf(flags);
  const base = named('base');
  const diffBase = named('diff_base');
  if (base.length > 0 && diffBase.length > 0) throw new UsageError('several-bases', '-base, -diff_base');
  const settings = settingsOf(flags);
  const http = httpOf(last('http'));
  const noBrowser = last('no_browser') === 'true';
  const help = last('help') === 'true' || last('h') === 'true';
  if (!help) {
    if (rest.length === 0) throw new UsageError('no-source', '');
    if (http !== undefined && command !== undefined) throw new UsageError('http-with-format', `-${command.name}`);
    if (http === undefined && noBrowser) throw new UsageError('no-browser-without-http', 'no_browser');
    if (settings.normalize && base.length + diffBase.length === 0) throw new UsageError('normalize-without-base', '');
  }
  return {
    ...(command === undefined ? {} : { command }),
    pattern,
    settings,
    sources: rest,
    base: [...base, ...diffBase],
    isDifference: diffBase.length > 0,
    seconds: integerOf('seconds', last('seconds')),
    timeout: integerOf('timeout', last('timeout')),
    comment: last('add_comment'),
    language: last('lang'),
    help,
    ...(http === undefined ? {} : { http }),
    noBrowser,
    ignored: flags.map(({ name }) => name).filter((name) => WITHOUT_EFFECT.has(name)),
  };
}

function httpOf(value: string): number | undefined {
  if (value === '') return undefined;
  const port = httpPort(value);
  if (port === 'malformed') throw new UsageError('http-address', value);
  if (port === 'not-local') throw new UsageError('http-not-local', value);
  return port;
}

function splitFlags(argv: readonly string[]): { flags: Flag[]; rest: string[] } {
  const flags: Flag[] = [];
  let index = 0;
  for (; index < argv.length; index++) {
    const argument = argv[index]!;
    if (argument === '--') {
      index++;
      break;
    }
    const match = /^--?([^-=][^=]*)(?:=([\s\S]*))?$/.exec(argument);
    if (match === null) break;
    const [, name = '', value] = match;
    if (BOOLEAN.has(name)) {
      flags.push({ name, value: booleanOf(name, value ?? 'true') });
    } else if (!WITH_VALUE.has(name)) {
      throw new UsageError(UNSUPPORTED.has(name) ? 'unsupported' : 'unknown-flag', name);
    } else if (value !== undefined) {
      flags.push({ name, value });
    } else if (index + 1 < argv.length) {
      flags.push({ name, value: argv[++index]! });
    } else {
      throw new UsageError('missing-value', name);
    }
  }
  return { flags, rest: argv.slice(index) };
}

function booleanOf(name: string, value: string): string {
  if (/^(1|t|T|true|TRUE|True)$/.test(value)) return 'true';
  if (/^(0|f|F|false|FALSE|False)$/.test(value)) return 'false';
  throw new UsageError('bad-value', name);
}

function integerOf(name: string, text: string): number {
  if (text === '') return 0;
  if (!/^-?\d+$/.test(text)) throw new UsageError('bad-value', name);
  return Math.max(0, Number(text));
}

function commandOf(flags: readonly Flag[]): { command: Command | undefined; pattern: string } {
  const asked = new Map<Command, string>();
  for (const { name, value } of flags) {
    const command = findCommand(name);
    if (command === undefined) continue;
    if (command.hasParameter ? value !== '' : value === 'true') asked.set(command, value);
    else asked.delete(command);
  }
  if (asked.size > 1)
    throw new UsageError('several-formats', [...asked.keys()].map(({ name }) => `-${name}`).join(' '));
  const [entry] = asked;
  return entry === undefined ? { command: undefined, pattern: '' } : { command: entry[0], pattern: entry[1] };
}

function settingsOf(flags: readonly Flag[]): Settings {
  let settings = DEFAULT_SETTINGS;
  const set = (name: string, value: string): void => {
    try {
      settings = assign(settings, name, value);
    } catch (error) {
      if (error instanceof VariableError) throw new UsageError('bad-value', name);
      throw error;
    }
  };
  for (const variable of VARIABLES) {
    const values = flags.filter(({ name }) => name === variable.name);
    for (const { value } of values) set(variable.name, value);
    const chosen = new Map(
      flags.filter(({ name }) => variable.choices.includes(name)).map((flag) => [flag.name, flag.value]),
    );
    const choices = [...chosen].filter(([, value]) => value === 'true').map(([name]) => name);
    if (choices.length > 1) throw new UsageError('several-choices', choices.map((name) => `-${name}`).join(' '));
    if (choices.length === 1) set(choices[0]!, 'true');
  }
  for (const { name, value } of flags) {
    const type = SAMPLE_ALIASES.get(name);
    if (type === undefined || value !== 'true') continue;
    // The first choice of a sample type wins, as in pprof.
    if (settings.sampleIndex === '') settings = { ...settings, sampleIndex: type };
    if (name === 'mean_delay') settings = { ...settings, mean: true };
  }
  return settings;
}
