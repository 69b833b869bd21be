import { COMMANDS, findCommand } from '../commands.ts';
import { variableNames } from '../variables.ts';

/** Suggestions shown at once; with more, one more letter says more than a wall of names. */
const MAX_SUGGESTIONS = 40;

/** Words that stand alone in the shell, beside commands and variables. */
const OTHER_WORDS = ['help', 'options', 'quit', 'exit'];

/**
 * What the line can become, for readline: the words that fit its last one, and that word. The first word is a command
 * or a variable; those behind a command are function names, which may be given by any part of them.
 */
export function complete(line: string, functionNames: readonly string[]): [suggestions: string[], completed: string] {
  const words = line.trimStart().split(/\s+/);
  const last = words.at(-1) ?? '';
  const [first = ''] = words;
  if (words.length === 1 || (words.length === 2 && first === 'help')) return [namesStarting(last), last];
  const command = findCommand(first) ?? findCommand(first.replace(/\d+$/, ''));
  if (command === undefined || command.name === 'tags') return [[], last];
  const sign = last.startsWith('-') ? '-' : '';
  const part = last.slice(sign.length);
  if (part === '') return [[], last];
  const found = functionNames.filter((name) => name.includes(part)).map((name) => sign + name);
  return [found.length > MAX_SUGGESTIONS ? [] : found, last];
}

function namesStarting(prefix: string): string[] {
  const names = [...COMMANDS.map(({ name }) => name), ...variableNames(), ...OTHER_WORDS];
  return names.filter((name) => name.startsWith(prefix.toLowerCase())).sort();
}
