import { cumValue, flatValue, weightValue, type GraphEdge, type GraphNode } from '../graph/graph.ts';
import { byWeight } from '../graph/order.ts';
import type { TrimmedGraph } from '../graph/trim.ts';
import { abs, divide, multiply, type Int64 } from '../int64.ts';
import { formatPercentage } from '../measure.ts';
import { functionName } from '../node-info.ts';
import type { ReportOptions } from '../options.ts';
import { basePath } from '../path.ts';
import type { Profile } from '../profile.ts';
import type { Warning } from '../warning.ts';
import { shareColor } from './dot/color.ts';
import { escapeForDot, multilineName } from './dot/names.ts';
import { nodelets } from './dot/nodelets.ts';
import { graphOf } from './graph-of.ts';
import { reportLines } from './header.ts';
import { prepareReport } from './prepare.ts';
import { outputUnitFor, ValueFormat } from './values.ts';

export interface Drawing {
  /** For Graphviz. Node i of `nodes` has the id `node${i + 1}`. */
  readonly dot: string;
  /** The nodes, in order: what is written in them, and the function that each is of. */
  readonly nodes: readonly { readonly name: string; readonly functionName: string }[];
  /** Their values, in the same order. */
  readonly values: readonly { readonly flat: Int64; readonly cum: Int64 }[];
  /** The edges, by the places of their ends in `nodes`; -1 is a node without a value, which is not drawn as such. */
  readonly edges: readonly { readonly from: number; readonly to: number; readonly weight: Int64 }[];
  readonly total: Int64;
  readonly sampleUnit: string;
  readonly outputUnit: string;
  readonly header: readonly string[];
  readonly warnings: readonly Warning[];
}

/** The call graph as a drawing for Graphviz. */
export function dotData(profile: Profile, options: Partial<ReportOptions> = {}): Drawing {
  const report = prepareReport(profile, 'dot', options);
  const graph = graphOf(report);
  const outputUnit = outputUnitFor(report, graph.nodes);
  const values = new ValueFormat(report, outputUnit);
  const header = reportLines(report, graph, values, true);
  const places = new Map(graph.nodes.map((node, index) => [node, index]));
  const placeOf = (node: GraphNode): number => places.get(node) ?? -1;
  const file = report.profile.mappings[0]?.file ?? '';
  const writer = new DotWriter(file === '' ? '' : basePath(file), header, values, report.total);
  return {
    dot: writer.write(graph),
    nodes: graph.nodes.map(({ name, info }) => ({ name, functionName: functionName(info) })),
    values: graph.nodes.map((node) => ({ flat: flatValue(node), cum: cumValue(node) })),
    edges: graph.nodes.flatMap(({ out }) =>
      out.map((edge) => ({ from: placeOf(edge.source), to: placeOf(edge.target), weight: weightValue(edge) })),
    ),
    total: report.total,
    sampleUnit: report.sampleUnit,
    outputUnit,
    header,
    warnings: report.warnings,
  };
}

/** The report as `pprof -dot` prints it. */
export function dotText(profile: Profile, options: Partial<ReportOptions> = {}): string {
  return dotData(profile, options).dot;
}

const SMALLEST_FONT = 8;
const FONT_GROWTH = 16;

class DotWriter {
  readonly #title: string;
  readonly #header: readonly string[];
  readonly #values: ValueFormat;
  readonly #total: Int64;

  constructor(title: string, header: readonly string[], values: ValueFormat, total: Int64) {
    this.#title = title;
    this.#header = header;
    this.#values = values;
    this.#total = total;
  }

  write({ nodes }: TrimmedGraph): string {
    const ids = new Map(nodes.map((node, index) => [node, index + 1]));
    const largest = Math.max(0, ...nodes.map((node) => Number(abs(flatValue(node)))));
    const withNodelets = new Set<GraphNode>();
    let text = `digraph "${this.#title === '' ? 'unnamed' : this.#title}" {\n`;
    text += `node [style=filled fillcolor="#f8f8f8"]\n${this.#legend()}`;
    for (const [node, id] of ids) {
      text += this.#node(node, id, largest);
      const boxes = nodelets(node, id, (value) => this.#values.format(value));
      if (boxes !== '') withNodelets.add(node);
      text += boxes;
    }
    // Heavy edges first: a hint to the layout.
    const edges = nodes.flatMap((node) => node.out).sort(byWeight);
    for (const edge of edges) {
      // A node without any value is not drawn as such, but its edges are: to N0.
      text += this.#edge(edge, ids.get(edge.source) ?? 0, ids.get(edge.target) ?? 0, withNodelets.has(edge.source));
    }
    return `${text}}\n`;
  }

  #legend(): string {
    const [title] = this.#header;
    if (title === undefined) return '';
    const tooltip = this.#title === '' ? '' : ` tooltip="${this.#title}"`;
    const label = this.#header.map(escapeForDot).join('\\l');
    return `subgraph cluster_L { "${escapeForDot(title)}" [shape=box fontsize=16 label="${label}\\l"${tooltip}] }\n`;
  }

  #node(node: GraphNode, id: number, largest: number): string {
    const flat = flatValue(node);
    const cum = cumValue(node);
    const flatText = this.#values.format(flat);
    const cumText = cum === flat ? flatText : this.#values.format(cum);
    let label = multilineName(node.info);
    label += flat === 0 ? '0' : `${flatText} (${this.#percent(flat)})`;
    if (cum !== flat) label += `${flat === 0 ? ' ' : '\\n'}of ${cumText} (${this.#percent(cum)})`;
    // Not linear: small differences among small values are worth seeing.
    const growth = largest === 0 ? 0 : Math.ceil(FONT_GROWTH * Math.sqrt(Number(abs(flat)) / largest));
    const share = Number(cum) / Number(abs(this.#total));
    const attributes = [
      `label="${label}"`,
      `id="node${id}"`,
      `fontsize=${SMALLEST_FONT + growth}`,
      'shape=box',
      `tooltip="${escapeForDot(node.name)} (${cumText})"`,
      `color="${shareColor(share, 'foreground')}"`,
      `fillcolor="${shareColor(share, 'background')}"`,
    ];
    return `N${id} [${attributes.join(' ')}]\n`;
  }

  #edge(edge: GraphEdge, from: number, to: number, hasNodelets: boolean): string {
    const value = weightValue(edge);
    const text = this.#values.format(value);
    const attributes = [`label=" ${text}${edge.inline ? '\\n (inline)' : ''}"`];
    if (this.#total !== 0) {
      const weight = 1 + this.#portion(value, 100);
      const width = 1 + this.#portion(value, 5);
      if (weight > 1) attributes.push(`weight=${weight}`);
      if (width > 1) attributes.push(`penwidth=${width}`);
      attributes.push(`color="${shareColor(Number(value) / Number(abs(this.#total)), 'foreground')}"`);
    }
    const arrow = edge.residual ? '...' : '->';
    const tooltip = `"${escapeForDot(edge.source.name)} ${arrow} ${escapeForDot(edge.target.name)} (${text})"`;
    attributes.push(`tooltip=${tooltip}`, `labeltooltip=${tooltip}`);
    if (edge.residual) attributes.push('style="dotted"');
    // Room for the boxes of the caller's tags.
    if (hasNodelets) attributes.push('minlen=2');
    return `N${from} -> N${to} [${attributes.join(' ')}]\n`;
  }

  /** Share of the total in `parts`, truncated; a difference can have edges of more than the total. */
  #portion(value: Int64, parts: number): number {
    return Math.min(Number(abs(divide(multiply(value, parts), this.#total))), parts);
  }

  #percent(value: Int64): string {
    return formatPercentage(value, this.#total).trim();
  }
}
