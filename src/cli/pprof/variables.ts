import { DEFAULT_OPTIONS, OPTION_FIELDS, type OptionField, type ReportOptions } from '#pprof/options.ts';

/** The report's options and the output file: what flags and the shell's assignments set. */
export interface Settings extends ReportOptions {
  /** File to write a report to; empty is the terminal. */
  readonly output: string;
}

export const DEFAULT_SETTINGS: Settings = { ...DEFAULT_OPTIONS, output: '' };

export type VariableType = 'boolean' | 'integer' | 'number' | 'text' | 'choice';

/** A variable of the command line and of the shell. */
export interface Variable {
  readonly name: string;
  readonly key: keyof Settings;
  readonly type: VariableType;
  readonly choices: readonly string[];
}

export const VARIABLES: readonly Variable[] = [
  { name: 'output', key: 'output', type: 'text', choices: [] },
  ...OPTION_FIELDS.map(toVariable),
];

const BY_NAME: ReadonlyMap<string, Variable> = new Map(
  VARIABLES.flatMap((variable) => [variable.name, ...variable.choices].map((name) => [name, variable] as const)),
);

/** The variable of a name; a choice's name (`cum`, `lines`) stands for its variable. */
export function findVariable(name: string): Variable | undefined {
  return BY_NAME.get(name);
}

/** All names that can be assigned, choices included. */
export function variableNames(): string[] {
  return [...BY_NAME.keys()];
}

export class VariableError extends Error {
  override readonly name = 'VariableError';
}

/**
 * Assigns a value as written to a variable, or chooses a choice by its name.
 * @throws {VariableError} in pprof's words
 */
export function assign(settings: Settings, name: string, text: string): Settings {
  const variable = findVariable(name);
  if (variable === undefined) throw new VariableError(`unknown config field ${JSON.stringify(name)}`);
  if (variable.name === name) return { ...settings, [variable.key]: parseValue(variable, text) };
  if (parseBoolean(text) !== true) throw new VariableError(`unknown config field ${JSON.stringify(name)}`);
  return { ...settings, [variable.key]: name };
}

/** A variable's value as it is written. */
export function valueText(settings: Settings, { key }: Variable): string {
  return String(settings[key]);
}

function parseValue({ name, type, choices }: Variable, text: string): string | number | boolean {
  switch (type) {
    case 'boolean': {
      const value = parseBoolean(text);
      if (value === undefined) throw new VariableError(`illegal value "${text}" for bool variable`);
      return value;
    }
    case 'integer':
      if (!/^[+-]?\d+$/.test(text)) throw new VariableError(`parsing ${JSON.stringify(text)}: invalid syntax`);
      return Number(text);
    case 'number':
      if (text === '' || Number.isNaN(Number(text))) {
        throw new VariableError(`parsing ${JSON.stringify(text)}: invalid syntax`);
      }
      return Number(text);
    case 'choice':
      if (!choices.includes(text)) throw new VariableError(`invalid "${name}" value "${text}"`);
      return text;
    case 'text':
      return text;
  }
}

function parseBoolean(text: string): boolean | undefined {
  const lower = text.toLowerCase();
  if (['true', 't', 'yes', 'y', '1', ''].includes(lower)) return true;
  return ['false', 'f', 'no', 'n', '0'].includes(lower) ? false : undefined;
}

function toVariable({ name, key, choices = [] }: OptionField): Variable {
  return { name, key, choices, type: choices.length > 0 ? 'choice' : typeOf(key) };
}

function typeOf(key: keyof ReportOptions): VariableType {
  const value = DEFAULT_OPTIONS[key];
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') return key === 'nodeCount' ? 'integer' : 'number';
  return 'text';
}
