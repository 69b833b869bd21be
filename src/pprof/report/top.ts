import { cumValue, flatValue, type GraphNode } from '../graph/graph.ts';
import { add, type Int64 } from '../int64.ts';
import { formatPercentage } from '../measure.ts';
import { functionName } from '../node-info.ts';
import type { ReportOptions } from '../options.ts';
import type { Profile } from '../profile.ts';
import { padLeft } from '../text.ts';
import type { Warning } from '../warning.ts';
import { graphOf } from './graph-of.ts';
import { reportLines } from './header.ts';
import { prepareReport } from './prepare.ts';
import { outputUnitFor, ValueFormat } from './values.ts';

/** Whether the calls of a function were inlined: all of them, some, or none. */
export type Inlining = 'inline' | 'partial-inline' | 'none';

export interface TopRow {
  readonly name: string;
  /** The function that the row is of. */
  readonly functionName: string;
  readonly inline: Inlining;
  readonly flat: Int64;
  readonly cum: Int64;
  /** Flat values of this row and those above it. */
  readonly sum: Int64;
  /** As shown: `1.50MB`. */
  readonly flatText: string;
  readonly cumText: string;
  /** As shown, padded to the column's width: ` 5.00%`. */
  readonly flatPercent: string;
  readonly sumPercent: string;
  readonly cumPercent: string;
}

export interface Top {
  /** The header's lines. */
  readonly header: readonly string[];
  readonly rows: readonly TopRow[];
  /** What 100% is. */
  readonly total: Int64;
  readonly totalText: string;
  readonly sampleType: string;
  readonly sampleUnit: string;
  /** Unit of all values shown. */
  readonly outputUnit: string;
  /** Rows that trimming left out. */
  readonly leftOut: number;
  readonly warnings: readonly Warning[];
}

/**
 * The functions (or files, lines, addresses) with the largest values.
 * @throws {OptionError} when an option's value makes no sense for this profile
 */
export function topData(profile: Profile, options: Partial<ReportOptions> = {}): Top {
  const report = prepareReport(profile, 'top', options);
  const graph = graphOf(report);
  const outputUnit = outputUnitFor(report, graph.nodes);
  const values = new ValueFormat(report, outputUnit);
  const { total } = report;
  let sum: Int64 = 0;
  const rows = graph.nodes.map((node): TopRow => {
    const flat = flatValue(node);
    const cum = cumValue(node);
    sum = add(sum, flat);
    return {
      name: node.name,
      functionName: functionName(node.info),
      inline: inliningOf(node),
      flat,
      cum,
      sum,
      flatText: values.format(flat),
      cumText: values.format(cum),
      flatPercent: formatPercentage(flat, total),
      sumPercent: formatPercentage(sum, total),
      cumPercent: formatPercentage(cum, total),
    };
  });
  return {
    header: reportLines(report, graph, values),
    rows,
    total,
    totalText: values.format(total),
    sampleType: report.sampleType,
    sampleUnit: report.sampleUnit,
    outputUnit,
    leftOut: graph.droppedNodes + graph.originalCount - graph.nodes.length,
    warnings: report.warnings,
  };
}

/** The report as `pprof -top` prints it. */
export function topText({ header, rows }: Pick<Top, 'header' | 'rows'>): string {
  const lines = rows.map((row) => {
    const flat = `${padLeft(row.flatText, 10)} ${row.flatPercent} ${row.sumPercent}`;
    const inline = row.inline === 'none' ? '' : ` (${row.inline})`;
    return `${flat} ${padLeft(row.cumText, 10)} ${row.cumPercent}  ${row.name}${inline}`;
  });
  return `${[...header, '      flat  flat%   sum%        cum   cum%', ...lines].join('\n')}\n`;
}

function inliningOf(node: GraphNode): Inlining {
  const inlined = node.in.some(({ inline }) => inline);
  if (!inlined) return 'none';
  return node.in.every(({ inline }) => inline) ? 'inline' : 'partial-inline';
}
