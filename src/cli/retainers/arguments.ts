import { parseArgs, type ParseArgsConfig } from 'node:util';
import { t } from '#i18n/index.ts';
import type { RetainerFilter } from '#heap-snapshot/retainers.ts';
import { RetainersError } from './error.ts';

export type RetainersCommand =
  | { readonly kind: 'help' }
  | {
      readonly kind: 'find';
      readonly source: string;
      readonly filter: RetainerFilter | undefined;
      readonly top: number;
    };

const words = t.retainers;
const DEFAULT_TOP = 10;

// With `constructor` in a literal, TypeScript would check its type against Object's own.
const OPTIONS: NonNullable<ParseArgsConfig['options']> = {
  ['constructor' as string]: { type: 'string' },
  string: { type: 'string' },
  'min-size': { type: 'string' },
  top: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
};

/** @throws {RetainersError} */
export function parseArguments(args: readonly string[]): RetainersCommand {
  const { values, positionals } = read(args);
  if (values.has('help')) return { kind: 'help' };
  const [source, ...more] = positionals;
  if (source === undefined || more.length > 0) throw new RetainersError(words.noSource, 2);
  return { kind: 'find', source, filter: filterOf(values), top: top(values.get('top')) };
}

/** A Map: to an object, `constructor` would always belong. */
function read(args: readonly string[]): { values: ReadonlyMap<string, string>; positionals: readonly string[] } {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
    return {
      values: new Map(Object.entries(values).map(([name, value]) => [name, String(value)])),
      positionals,
    };
  } catch (error) {
    throw new RetainersError(words.unknownOption(error instanceof Error ? error.message : String(error)), 2);
  }
}

function filterOf(values: ReadonlyMap<string, string>): RetainerFilter | undefined {
  const filters: RetainerFilter[] = [];
  const [name, text, least] = ['constructor', 'string', 'min-size'].map((option) => values.get(option));
  if (name !== undefined) filters.push({ kind: 'constructor', name });
  if (text !== undefined) filters.push({ kind: 'string', pattern: pattern(text) });
  if (least !== undefined) filters.push({ kind: 'size', min: size(least) });
  if (filters.length > 1) throw new RetainersError(words.oneFilter, 2);
  return filters[0];
}

function pattern(text: string): RegExp {
  try {
    return new RegExp(text, 'u');
  } catch (error) {
    throw new RetainersError(words.badPattern(text, error instanceof Error ? error.message : String(error)), 2);
  }
}

function size(text: string): number {
  if (!/^\d{1,12}$/.test(text)) throw new RetainersError(words.badSize(text), 2);
  return Number(text);
}

function top(text: string | undefined): number {
  if (text === undefined) return DEFAULT_TOP;
  const number = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > 1_000) throw new RetainersError(words.badTop(text), 2);
  return number;
}
