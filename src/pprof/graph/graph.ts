import { divide, type Int64 } from '../int64.ts';
import { printableName, type NodeInfo } from '../node-info.ts';
import { compareUtf8 } from '../text.ts';
import type { RawGraph } from './accumulate.ts';
import type { NodeTags } from './tags.ts';

/** A call graph as reports walk it. Trimming and sorting change `nodes` and the edge lists in place. */
export interface Graph {
  nodes: GraphNode[];
}

export interface GraphNode {
  readonly info: NodeInfo;
  /** Printable name, as in a report's last column. */
  readonly name: string;
  /** Place of the name among those of all nodes: comparing numbers is faster than comparing long names. */
  nameRank: number;
  /** Value of the samples whose leaf it is, and of those whose stack it is in. For means, still to be divided. */
  readonly flat: Int64;
  readonly cum: Int64;
  /** Divisors of a mean; 0 otherwise. */
  readonly flatDivisor: Int64;
  readonly cumDivisor: Int64;
  in: GraphEdge[];
  out: GraphEdge[];
  tags: NodeTags | null;
}

export interface GraphEdge {
  source: GraphNode;
  readonly target: GraphNode;
  readonly weight: Int64;
  readonly weightDivisor: Int64;
  /** It stands for a path over nodes that were left out. */
  residual: boolean;
  /** Every call it stands for was inlined. */
  inline: boolean;
}

export function flatValue({ flat, flatDivisor }: GraphNode): Int64 {
  return flatDivisor === 0 ? flat : divide(flat, flatDivisor);
}

export function cumValue({ cum, cumDivisor }: GraphNode): Int64 {
  return cumDivisor === 0 ? cum : divide(cum, cumDivisor);
}

export function weightValue({ weight, weightDivisor }: GraphEdge): Int64 {
  return weightDivisor === 0 ? weight : divide(weight, weightDivisor);
}

/** Whether a report shows the node at all: one without any value stays only as the end of an edge. */
export function isShown(flat: Int64, cum: Int64, dropNegative: boolean): boolean {
  if (cum === 0 && flat === 0) return false;
  return !dropNegative || !(flat < 0 || (flat === 0 && cum < 0));
}

/**
 * Turns columns into objects.
 * @param tagsOf tags of a node of the table, or null
 */
export function toGraph(
  raw: RawGraph,
  dropNegative: boolean,
  tagsOf: (node: number) => NodeTags | null = () => null,
): Graph {
  const { table, edges, values, divisors } = raw;
  const nodes: GraphNode[] = [];
  const made: (GraphNode | undefined)[] = [];
  const nodeAt = (index: number): GraphNode =>
    (made[index] ??= {
      info: table.infos[index]!,
      name: printableName(table.infos[index]!),
      nameRank: 0,
      flat: values.flat.get(index),
      cum: values.cum.get(index),
      flatDivisor: divisors?.flat.get(index) ?? 0,
      cumDivisor: divisors?.cum.get(index) ?? 0,
      in: [],
      out: [],
      tags: tagsOf(index),
    });
  for (let index = 0; index < table.infos.length; index++) {
    if (isShown(values.flat.get(index), values.cum.get(index), dropNegative)) nodes.push(nodeAt(index));
  }
  for (let index = 0; index < edges.count; index++) {
    const edge: GraphEdge = {
      source: nodeAt(edges.sources[index]!),
      target: nodeAt(edges.targets[index]!),
      weight: values.weight.get(index),
      weightDivisor: divisors?.weight.get(index) ?? 0,
      residual: edges.residual[index] === 1,
      inline: edges.inline[index] === 1,
    };
    edge.source.out.push(edge);
    edge.target.in.push(edge);
  }
  rankNames(made.filter((node) => node !== undefined));
  return { nodes };
}

/** Sets the rank of every node; equal names have equal ranks. */
export function rankNames(nodes: readonly GraphNode[]): void {
  const sorted = nodes.toSorted((a, b) => compareUtf8(a.name, b.name));
  let rank = 0;
  sorted.forEach((node, index) => {
    if (index > 0 && node.name !== sorted[index - 1]!.name) rank++;
    node.nameRank = rank;
  });
}
