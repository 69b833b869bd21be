import { flatValue, type Graph, type GraphNode } from '../graph/graph.ts';
import { byWeight } from '../graph/order.ts';
import { truncate, type Int64 } from '../int64.ts';
import { scale } from '../measure.ts';
import type { NodeInfo } from '../node-info.ts';
import type { ReportOptions } from '../options.ts';
import type { Profile } from '../profile.ts';
import { graphOf } from './graph-of.ts';
import { prepareReport } from './prepare.ts';
import { outputUnitFor } from './values.ts';

/** The call graph in the format of Valgrind's callgrind, as `pprof -callgrind` prints it, for KCachegrind. */
export function callgrindText(source: Profile, options: Partial<ReportOptions> = {}): string {
  const report = prepareReport(source, 'callgrind', options);
  const graph = graphOf(report);
  const unit = outputUnitFor(report, graph.nodes);
  const inUnit = (value: Int64): Int64 => truncate(scale(value, report.sampleUnit, unit).value);
  const nameOf = disambiguatedNames(graph, report.options.callTree);
  const objects = new NameTable();
  const files = new NameTable();
  const names = new NameTable();
  const lines = ['positions: instr line', `events: ${report.sampleType}(${unit})`];
  let previous: NodeInfo | null = null;
  for (const node of graph.nodes) {
    const { info } = node;
    if (
      previous === null ||
      info.objectFile !== previous.objectFile ||
      info.file !== previous.file ||
      info.name !== previous.name
    ) {
      const where = [`ob=${objects.refer(info.objectFile)}`, `fl=${files.refer(info.file)}`];
      lines.push('', ...where, `fn=${names.refer(info.name)}`);
    }
    lines.push(`${subposition(previous, info.address)} ${info.line} ${inUnit(flatValue(node))}`);
    for (const { target, weight } of node.out.toSorted(byWeight)) {
      lines.push(
        `cfl=${files.refer(target.info.file)}`,
        `cfn=${names.refer(nameOf(target))}`,
        `calls=0 ${subposition(previous, target.info.address)} ${target.info.line}`,
        `* * ${inUnit(weight)}`,
      );
    }
    previous = info;
  }
  return `${lines.join('\n')}\n`;
}

/** Callgrind's compression of names: the first time "(number) name", later only "(number)". */
class NameTable {
  readonly #numbers = new Map<string, number>();

  refer(name: string): string {
    if (name === '') return '';
    const known = this.#numbers.get(name);
    if (known !== undefined) return `(${known})`;
    const number = this.#numbers.size + 1;
    this.#numbers.set(name, number);
    return `(${number}) ${name}`;
  }
}

/** An address, relative to the previous row's when that is shorter. */
function subposition(previous: NodeInfo | null, address: Int64): string {
  const absolute = `0x${address.toString(16)}`;
  if (previous === null) return absolute;
  if (previous.address === address) return '*';
  const difference = BigInt.asIntN(64, BigInt(address) - BigInt(previous.address));
  const relative = difference < 0n ? `${difference}` : `+${difference}`;
  return relative.length < absolute.length ? relative : absolute;
}

/**
 * Callgrind takes functions of the same name and file for one. Those that we keep apart (by binary or first line, or
 * by their callers in a call tree) get a number.
 */
function disambiguatedNames(graph: Graph, isTree: boolean): (node: GraphNode) => string {
  const positions = new Map(graph.nodes.map((node, index) => [node, index]));
  const identity = (node: GraphNode): string => {
    const caller = isTree ? positions.get(node.in[0]?.source ?? node) : '';
    return `${caller}\0${node.info.startLine}\0${node.info.objectFile}`;
  };
  const groupOf = ({ info }: GraphNode): string => `${info.file}\0${info.name}`;
  const groups = new Map<string, Map<string, number>>();
  for (const node of graph.nodes) {
    let numbers = groups.get(groupOf(node));
    if (numbers === undefined) groups.set(groupOf(node), (numbers = new Map()));
    if (!numbers.has(identity(node))) numbers.set(identity(node), numbers.size + 1);
  }
  return (node) => {
    // A node without any value is not in the graph, only at the end of an edge: pprof gives it no name.
    if (!positions.has(node)) return '';
    const numbers = groups.get(groupOf(node))!;
    return numbers.size > 1 ? `${node.info.name} [${numbers.get(identity(node))}/${numbers.size}]` : node.info.name;
  };
}
