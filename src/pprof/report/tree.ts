import { OptionError } from '../errors.ts';
import { cumValue, flatValue, type GraphEdge, type GraphNode } from '../graph/graph.ts';
import { byWeight } from '../graph/order.ts';
import { add, type Int64 } from '../int64.ts';
import { formatPercentage } from '../measure.ts';
import { functionName } from '../node-info.ts';
import type { ReportOptions } from '../options.ts';
import type { Profile } from '../profile.ts';
import { compileRegexp } from '../regexp.ts';
import { padLeft } from '../text.ts';
import type { Warning } from '../warning.ts';
import { graphOf } from './graph-of.ts';
import { reportLines } from './header.ts';
import { prepareReport } from './prepare.ts';
import { outputUnitFor, ValueFormat } from './values.ts';

/** A caller or a callee of a row. */
export interface TreeLink {
  readonly name: string;
  readonly functionName: string;
  readonly inline: boolean;
  readonly weight: Int64;
  readonly weightText: string;
  /** Share of the row's cum. */
  readonly percent: string;
}

export interface TreeRow {
  readonly name: string;
  readonly flat: Int64;
  readonly cum: Int64;
  readonly flatText: string;
  readonly cumText: string;
  readonly flatPercent: string;
  readonly sumPercent: string;
  readonly cumPercent: string;
  readonly callers: readonly TreeLink[];
  readonly callees: readonly TreeLink[];
}

export interface Tree {
  readonly header: readonly string[];
  readonly rows: readonly TreeRow[];
  readonly total: Int64;
  readonly outputUnit: string;
  readonly warnings: readonly Warning[];
}

/** Each function with its callers and callees. */
export function treeData(profile: Profile, options: Partial<ReportOptions> = {}): Tree {
  return buildTree(profile, options, null);
}

/**
 * As {@link treeData}, untrimmed, of the functions whose printable name matches.
 * @throws {OptionError} `no-match`, `bad-regexp`
 */
export function peekData(profile: Profile, pattern: string, options: Partial<ReportOptions> = {}): Tree {
  const tree = buildTree(profile, options, compileRegexp(pattern, 'argument'));
  if (tree.rows.length === 0) throw new OptionError('no-match', `no matches found for regexp: ${pattern}`);
  return tree;
}

function buildTree(profile: Profile, options: Partial<ReportOptions>, pattern: RegExp | null): Tree {
  const report = prepareReport(profile, pattern === null ? 'tree' : 'peek', options);
  const graph = graphOf(report);
  const outputUnit = outputUnitFor(report, graph.nodes);
  const values = new ValueFormat(report, outputUnit);
  const { total } = report;
  let sum: Int64 = 0;
  const rows: TreeRow[] = [];
  for (const node of graph.nodes) {
    if (pattern !== null && !pattern.test(node.name)) continue;
    const flat = flatValue(node);
    const cum = cumValue(node);
    sum = add(sum, flat);
    const link = ({ name, info }: GraphNode, { weight, inline }: GraphEdge): TreeLink => ({
      name,
      functionName: functionName(info),
      inline,
      weight,
      weightText: values.format(weight),
      percent: formatPercentage(weight, cum),
    });
    rows.push({
      name: node.name,
      flat,
      cum,
      flatText: values.format(flat),
      cumText: values.format(cum),
      flatPercent: formatPercentage(flat, total),
      sumPercent: formatPercentage(sum, total),
      cumPercent: formatPercentage(cum, total),
      callers: node.in.toSorted(byWeight).map((edge) => link(edge.source, edge)),
      callees: node.out.toSorted(byWeight).map((edge) => link(edge.target, edge)),
    });
  }
  return { header: reportLines(report, graph, values), rows, total, outputUnit, warnings: report.warnings };
}

const SEPARATOR = '----------------------------------------------------------+-------------';
// The legend ends in space, tab, space, tab, space: so it is in pprof.
const LEGEND = '      flat  flat%   sum%        cum   cum%   calls calls% + context \t \t ';

/** The report as `pprof -tree` and `pprof -peek` print it. */
export function treeText({ header, rows }: Pick<Tree, 'header' | 'rows'>): string {
  const lines = [...header, SEPARATOR, LEGEND];
  for (const row of rows) {
    lines.push(SEPARATOR, ...row.callers.map(linkLine));
    const flat = `${padLeft(row.flatText, 10)} ${row.flatPercent} ${row.sumPercent}`;
    lines.push(`${flat} ${padLeft(row.cumText, 10)} ${row.cumPercent}                | ${row.name}`);
    for (const link of row.callees) lines.push(linkLine(link));
  }
  if (rows.length > 0) lines.push(SEPARATOR);
  return `${lines.join('\n')}\n`;
}

function linkLine({ weightText, percent, name, inline }: TreeLink): string {
  return `${padLeft(weightText, 50)} ${percent} |   ${name}${inline ? ' (inline)' : ''}`;
}
