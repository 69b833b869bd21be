import { findCommand, UNSUPPORTED, type Command } from '../commands.ts';
import { assign, findVariable, type Settings } from '../variables.ts';

/** A line of the shell, understood. */
export type Statement =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'settings'; readonly settings: Settings }
  | { readonly kind: 'options' }
  | { readonly kind: 'quit' }
  | { readonly kind: 'help'; readonly topic: string }
  | { readonly kind: 'report'; readonly command: Command; readonly pattern: string; readonly settings: Settings }
  | { readonly kind: 'mistake'; readonly mistake: Mistake };

export type Mistake =
  | { readonly kind: 'needs-value'; readonly name: string }
  | { readonly kind: 'needs-parameter'; readonly name: string }
  | { readonly kind: 'did-you-mean'; readonly name: string; readonly value: string }
  | { readonly kind: 'unknown-command'; readonly name: string }
  | { readonly kind: 'unsupported'; readonly name: string }
  | { readonly kind: 'missing-file-name' };

/** What a comment behind a value starts with; `o` prints such comments, and they can be pasted back. */
export const COMMENT = '//:';

/** Rows of `top` when the shell is not told how many. */
const SHELL_TOP_ROWS = 10;

/**
 * Reads one input. Assignments give new settings; a report's own words (`top 20 -cum focus -ignore >file`) hold for
 * that report only.
 * @param typeOf the sample type that a sample_index means; throws when there is none
 * @throws {VariableError} {OptionError}
 */
export function parseStatement(input: string, settings: Settings, typeOf: (name: string) => string): Statement {
  const assignment = parseAssignment(input, settings, typeOf);
  if (assignment !== undefined) return assignment;
  const [name, ...words] = input.split(/\s+/).filter((word) => word !== '');
  switch (name) {
    case undefined:
      return { kind: 'nothing' };
    case 'o':
    case 'options':
      return { kind: 'options' };
    case 'exit':
    case 'quit':
    case 'q':
      return { kind: 'quit' };
    case 'help':
      return { kind: 'help', topic: words.join(' ') };
    default:
      return parseCommand(name, words, settings);
  }
}

/** Inputs that stand for others: `:` clears the filters, a sample type's name chooses it. */
export function expandShortcut(input: string, sampleTypes: readonly string[]): readonly string[] {
  const text = input.trim();
  if (text === ':') return ['focus=', 'ignore=', 'hide=', 'tagfocus=', 'tagignore='];
  for (const type of sampleTypes) {
    const choose = `sample_index=${type}`;
    if (text === type) return [choose];
    if (text === `total_${type}`) return ['mean=0', choose];
    if (text === `mean_${type}`) return ['mean=1', choose];
  }
  return [text];
}

function parseAssignment(input: string, settings: Settings, typeOf: (name: string) => string): Statement | undefined {
  const equals = input.indexOf('=');
  const name = (equals < 0 ? input : input.slice(0, equals)).trim();
  const variable = findVariable(name);
  if (variable === undefined) return undefined;
  const standsAlone = variable.type === 'boolean' || variable.choices.includes(name);
  if (equals < 0 && !standsAlone) return { kind: 'mistake', mistake: { kind: 'needs-value', name } };
  const written = equals < 0 ? '' : withoutComment(input.slice(equals + 1)).trim();
  const value = name === 'sample_index' ? typeOf(written) : written;
  return { kind: 'settings', settings: assign(settings, name, value) };
}

function withoutComment(value: string): string {
  const start = value.lastIndexOf(COMMENT);
  return start < 0 ? value : value.slice(0, start);
}

function parseCommand(name: string, words: readonly string[], settings: Settings): Statement {
  const numbered = /^(\D+)(\d+)$/.exec(name);
  const command = findCommand(name) ?? (numbered === null ? undefined : findCommand(numbered[1]!));
  if (command === undefined) return { kind: 'mistake', mistake: mistakeOf(name, words) };
  const all = command.name === name ? words : [numbered![2]!, ...words];
  const [pattern, ...rest] = command.hasParameter ? all : ['', ...all];
  if (pattern === undefined) return { kind: 'mistake', mistake: { kind: 'needs-parameter', name: command.name } };
  const chosen = applyWords(rest, command, settings);
  if (chosen === undefined) return { kind: 'mistake', mistake: { kind: 'missing-file-name' } };
  return { kind: 'report', command, pattern, settings: chosen };
}

function mistakeOf(name: string, words: readonly string[]): Mistake {
  if (findVariable(name) !== undefined) return { kind: 'did-you-mean', name, value: words[0] ?? '<val>' };
  return { kind: UNSUPPORTED.has(name) ? 'unsupported' : 'unknown-command', name };
}

function applyWords(words: readonly string[], command: Command, settings: Settings): Settings | undefined {
  let { nodeCount, sort, output } = settings;
  const focus: string[] = [];
  const ignore: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    if (/^[+-]?\d+$/.test(word)) {
      nodeCount = Number(word);
    } else if (word.startsWith('>')) {
      const file = word.slice(1) || words[++index];
      if (file === undefined) return undefined;
      output = file;
    } else if (word === '-cum' || word === '--cum') {
      sort = 'cum';
    } else if (word.startsWith('-')) {
      ignore.push(word.slice(1));
    } else {
      focus.push(word);
    }
  }
  if (nodeCount === -1 && (command.name === 'top' || command.name === 'text')) nodeCount = SHELL_TOP_ROWS;
  const [focusKey, ignoreKey] =
    command.name === 'tags' ? (['tagFocus', 'tagIgnore'] as const) : (['focus', 'ignore'] as const);
  return {
    ...settings,
    nodeCount,
    sort,
    output,
    ...(focus.length > 0 ? { [focusKey]: focus.join('|') } : {}),
    ...(ignore.length > 0 ? { [ignoreKey]: ignore.join('|') } : {}),
  };
}
