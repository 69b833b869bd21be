import { OptionError } from '../errors.ts';
import type { GraphNode } from '../graph/graph.ts';
import { byFile, byFunctionName, byWeight } from '../graph/order.ts';
import { add, type Int64 } from '../int64.ts';
import { formatPercentage } from '../measure.ts';
import type { ReportOptions } from '../options.ts';
import { splitList, trimPath } from '../path.ts';
import type { Profile } from '../profile.ts';
import { compileRegexp } from '../regexp.ts';
import { padLeft } from '../text.ts';
import type { Warning } from '../warning.ts';
import { fullGraphOf } from './graph-of.ts';
import { prepareReport } from './prepare.ts';
import { ValueFormat } from './values.ts';

/**
 * Reads a source file: its text, or why it cannot be read. The engine has no files; who calls it has.
 * @param paths names to try, in order: a relative name is looked for in every directory of source_path and above
 */
export type ReadSource = (paths: readonly string[]) => string | { readonly error: string };

export interface ListLine {
  readonly number: number;
  readonly text: string;
  readonly flat: Int64;
  readonly cum: Int64;
  readonly flatText: string;
  readonly cumText: string;
  /** Calls on this line that were inlined. */
  readonly inlined: readonly InlinedCall[];
}

export interface InlinedCall {
  readonly name: string;
  readonly file: string;
  readonly line: Int64;
  readonly value: Int64;
  readonly valueText: string;
}

/** A function in one file. */
export interface ListRoutine {
  readonly name: string;
  readonly file: string;
  readonly flat: Int64;
  readonly cum: Int64;
  readonly flatText: string;
  readonly cumText: string;
  readonly cumPercent: string;
  readonly lines: readonly ListLine[];
  /** Why there are no lines. */
  readonly error: string | null;
}

export interface Listing {
  readonly totalText: string;
  /** A name alone is a function whose file the profile does not say. */
  readonly routines: readonly (ListRoutine | { readonly name: string })[];
  readonly warnings: readonly Warning[];
}

/** Lines shown before the first and behind the last sample. */
const MARGIN = 5;

/**
 * The source of the functions whose name matches, each line with its value.
 * @throws {OptionError} `no-match`, `bad-regexp`
 */
export function listData(
  source: Profile,
  pattern: string,
  read: ReadSource,
  options: Partial<ReportOptions> = {},
): Listing {
  const report = prepareReport(source, 'list', options);
  const { sourcePath, trimPath: trim, unit } = report.options;
  const expression = compileRegexp(pattern, 'argument');
  const values = new ValueFormat(report, unit);
  const functions = groupBy(
    fullGraphOf(report).nodes.filter(({ info }) => expression.test(info.name)),
    ({ info }) => info.name,
  );
  if (functions.length === 0) throw new OptionError('no-match', `no matches found for regexp: ${pattern}`);
  const files = new SourceFiles(read, sourcePath, trim);
  const describe = (
    sum: (part: 'flat' | 'cum') => Int64,
  ): Pick<ListRoutine, 'flat' | 'cum' | 'flatText' | 'cumText' | 'cumPercent'> => {
    const flat = sum('flat');
    const cum = sum('cum');
    return {
      flat,
      cum,
      flatText: values.format(flat),
      cumText: values.format(cum),
      cumPercent: formatPercentage(cum, report.total),
    };
  };
  const routines = functions
    .sort(([a], [b]) => byFunctionName(a!, b!))
    .flatMap((nodes) => {
      const { name } = nodes[0]!.info;
      const byFileName = groupBy(
        nodes.filter(({ info }) => info.file !== ''),
        ({ info }) => info.file,
      );
      if (byFileName.length === 0) return [{ name }];
      return byFileName
        .sort(([a], [b]) => byFile(a!, b!))
        .map((inFile): ListRoutine => {
          const { file } = inFile[0]!.info;
          const range = extent(inFile);
          // Nothing to show (a first line behind the samples, in a damaged profile): the file is not even opened.
          if (range.start > range.end) {
            return { name, file, ...describe((part) => sumOf(inFile, part)), lines: [], error: null };
          }
          const content = files.lines(file);
          const common = { name, file, ...describe((part) => sumOf(inFile, part)) };
          if ('error' in content) return { ...common, lines: [], error: content.error };
          return { ...common, lines: annotated(inFile, range, content.lines, values), error: null };
        });
    });
  return { totalText: values.format(report.total), routines, warnings: report.warnings };
}

/** The report as `pprof -list` prints it. */
export function listText({ totalText, routines }: Pick<Listing, 'totalText' | 'routines'>): string {
  const lines = [`Total: ${totalText}`];
  for (const routine of routines) {
    if (!('file' in routine)) {
      lines.push(`No source information for ${routine.name}`);
      continue;
    }
    lines.push(`ROUTINE ======================== ${routine.name} in ${routine.file}`);
    const { flatText, cumText, cumPercent } = routine;
    lines.push(`${padLeft(flatText, 10)} ${padLeft(cumText, 10)} (flat, cum) ${cumPercent} of Total`);
    if (routine.error !== null) lines.push(` Error: ${routine.error}`);
    for (const line of routine.lines) {
      const numbers = `${padLeft(line.flatText, 10)} ${padLeft(line.cumText, 10)}`;
      lines.push(`${numbers} ${padLeft(`${line.number}`, 6)}:${line.text}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

function annotated(
  nodes: readonly GraphNode[],
  { start, end }: { readonly start: number; readonly end: number },
  content: readonly string[],
  values: ValueFormat,
): ListLine[] {
  const byLine = new Map<number, GraphNode[]>();
  for (const node of nodes) {
    const number = Number(node.info.line);
    const known = byLine.get(number);
    if (known === undefined) byLine.set(number, [node]);
    else known.push(node);
  }
  const lines: ListLine[] = [];
  for (let number = start; number <= end && number <= content.length; number++) {
    const here = byLine.get(number) ?? [];
    const flat = sumOf(here, 'flat');
    const cum = sumOf(here, 'cum');
    lines.push({
      number,
      text: content[number - 1]!,
      flat,
      cum,
      flatText: values.formatOrDot(flat),
      cumText: values.formatOrDot(cum),
      inlined: here.flatMap((node) => inlinedCalls(node, values)),
    });
  }
  return lines;
}

function inlinedCalls(node: GraphNode, values: ValueFormat): InlinedCall[] {
  return node.out
    .filter(({ inline }) => inline)
    .sort(byWeight)
    .map(({ target: { info }, weight }) => {
      return { name: info.name, file: info.file, line: info.line, value: weight, valueText: values.format(weight) };
    });
}

/** From the function's first line, or a margin before the first sample, to a margin behind the last one. */
function extent(nodes: readonly GraphNode[]): { start: number; end: number } {
  const startOf = ({ info }: GraphNode): number =>
    info.startLine === 0 ? Number(info.line) - MARGIN : Number(info.startLine);
  let start = startOf(nodes[0]!);
  let end = Number(nodes[0]!.info.line) + MARGIN;
  for (const node of nodes) {
    // As in pprof, a node that moves the start does not move the end as well.
    if (startOf(node) < start) start = startOf(node);
    else end = Math.max(end, Number(node.info.line) + MARGIN);
  }
  return { start: Math.max(1, start), end };
}

function sumOf(nodes: readonly GraphNode[], part: 'flat' | 'cum'): Int64 {
  return nodes.reduce((sum: Int64, node) => add(sum, node[part]), 0);
}

/** Groups in the order in which their first members come. */
function groupBy(nodes: readonly GraphNode[], keyOf: (node: GraphNode) => string): GraphNode[][] {
  const groups = new Map<string, GraphNode[]>();
  for (const node of nodes) {
    const key = keyOf(node);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [node]);
    else group.push(node);
  }
  return [...groups.values()];
}

type Content = { readonly lines: readonly string[] } | { readonly error: string };

/** Source files by the names that profiles give them, each read once. */
class SourceFiles {
  readonly #read: ReadSource;
  readonly #searchPath: string;
  readonly #trimPath: string;
  readonly #contents = new Map<string, Content>();

  constructor(read: ReadSource, searchPath: string, trim: string) {
    this.#read = read;
    this.#searchPath = searchPath;
    this.#trimPath = trim;
  }

  lines(file: string): Content {
    let content = this.#contents.get(file);
    if (content === undefined) this.#contents.set(file, (content = this.#load(file)));
    return content;
  }

  #load(file: string): Content {
    const path = trimPath(file, this.#trimPath, this.#searchPath);
    const isAbsolute = path.startsWith('/');
    const found = this.#read(isAbsolute ? [path] : candidates(path, this.#searchPath));
    if (typeof found === 'string') return { lines: splitLines(found) };
    return { error: isAbsolute ? found.error : `could not find file ${path} on path ${this.#searchPath}` };
  }
}

/** The file below each directory of the search path and below its parents. */
function candidates(path: string, searchPath: string): string[] {
  return splitList(searchPath).flatMap((directory) => {
    const parts = directory.split('/').filter((part) => part !== '');
    return Array.from({ length: parts.length + 1 }, (_, index) => {
      const parent = parts.slice(0, parts.length - index).join('/');
      if (directory.startsWith('/')) return parent === '' ? `/${path}` : `/${parent}/${path}`;
      return parent === '' ? path : `${parent}/${path}`;
    });
  });
}

/** Go's line scanner: a carriage return before the end belongs to it, and the last line may lack one. */
function splitLines(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
}
