import type { Format } from './report.ts';

/** What becomes of a report: it is printed, drawn as a picture, or shown by a program. */
export type Delivery = 'text' | 'binary' | 'picture' | 'browser' | 'kcachegrind';

/** A command of the shell, which is also a flag of the command line. */
export interface Command {
  readonly name: string;
  readonly format: Format | 'weblist';
  readonly delivery: Delivery;
  /** It wants a regular expression. */
  readonly hasParameter: boolean;
  /** Name of the file that it is saved to when the terminal is no place for it. */
  readonly extension: string;
}

const text = (name: string, format: Format, hasParameter = false): Command => {
  return { name, format, delivery: 'text', hasParameter, extension: 'txt' };
};

export const COMMANDS: readonly Command[] = [
  text('comments', 'comments'),
  text('dot', 'dot'),
  text('list', 'list', true),
  text('peek', 'peek', true),
  text('raw', 'raw'),
  text('tags', 'tags'),
  text('text', 'top'),
  text('top', 'top'),
  text('traces', 'traces'),
  text('tree', 'tree'),
  { name: 'callgrind', format: 'callgrind', delivery: 'binary', hasParameter: false, extension: 'callgraph.out' },
  { name: 'proto', format: 'proto', delivery: 'binary', hasParameter: false, extension: 'pb.gz' },
  { name: 'topproto', format: 'topproto', delivery: 'binary', hasParameter: false, extension: 'pb.gz' },
  { name: 'svg', format: 'dot', delivery: 'picture', hasParameter: false, extension: 'svg' },
  { name: 'web', format: 'dot', delivery: 'browser', hasParameter: false, extension: 'svg' },
  { name: 'weblist', format: 'weblist', delivery: 'browser', hasParameter: true, extension: 'html' },
  { name: 'kcachegrind', format: 'callgrind', delivery: 'kcachegrind', hasParameter: false, extension: 'grind' },
];

const BY_NAME: ReadonlyMap<string, Command> = new Map(COMMANDS.map((command) => [command.name, command]));

export function findCommand(name: string): Command | undefined {
  return BY_NAME.get(name);
}

/** Commands of Go's pprof that Vazou cannot offer, and why: they need a disassembler, or Graphviz's other formats. */
export const UNSUPPORTED: ReadonlySet<string> = new Set(['disasm', 'gif', 'pdf', 'png', 'ps', 'eog', 'evince', 'gv']);
