import { abs, add, compare, scale, type Int64 } from '../int64.ts';
import { compareInfo } from '../node-info.ts';
import { compareUtf8 } from '../text.ts';
import type { GraphEdge, GraphNode } from './graph.ts';

type Comparator<T> = (a: T, b: T) => number;

/** Larger magnitudes first. */
function byMagnitude(a: Int64, b: Int64): number {
  if (typeof a === 'number' && typeof b === 'number') return Math.abs(b) - Math.abs(a);
  return compare(abs(b), abs(a));
}

export const byFlat: Comparator<GraphNode> = (a, b) =>
  byMagnitude(a.flat, b.flat) || a.nameRank - b.nameRank || byMagnitude(a.cum, b.cum) || compareInfo(a.info, b.info);

export const byCum: Comparator<GraphNode> = (a, b) => byScore(a, a.cum, b, b.cum);

export const byFunctionName: Comparator<GraphNode> = (a, b) =>
  compareUtf8(a.info.name, b.info.name) || compareInfo(a.info, b.info);

export const byFile: Comparator<GraphNode> = (a, b) =>
  compareUtf8(a.info.file, b.info.file) || compare(a.info.startLine, b.info.startLine) || compareInfo(a.info, b.info);

/** Orders by what makes a drawing interesting: nodes where paths meet or part, not those that pass them through. */
export function sortByEntropy(nodes: GraphNode[]): void {
  const scores = new Map(nodes.map((node) => [node, entropyScore(node)]));
  nodes.sort((a, b) => byScore(a, scores.get(a)!, b, scores.get(b)!));
}

function byScore(a: GraphNode, scoreA: Int64, b: GraphNode, scoreB: Int64): number {
  return (
    byMagnitude(scoreA, scoreB) || a.nameRank - b.nameRank || byMagnitude(a.flat, b.flat) || compareInfo(a.info, b.info)
  );
}

export const byWeight: Comparator<GraphEdge> = (a, b) =>
  byMagnitude(a.weight, b.weight) || a.source.nameRank - b.source.nameRank || a.target.nameRank - b.target.nameRank;

function entropyScore(node: GraphNode): Int64 {
  const incoming = node.in.length === 0 ? 1 : edgeEntropy(node.in, 0);
  const outgoing = node.out.length === 0 ? 1 : edgeEntropy(node.out, node.flat);
  return add(scale(node.cum, incoming + outgoing), node.flat);
}

/** Shannon entropy of the weights, with the node's own flat value as one more way out. */
function edgeEntropy(edges: readonly GraphEdge[], self: Int64): number {
  let total = self;
  for (const { weight } of edges) if (weight > 0) total = add(total, weight);
  if (total === 0) return 0;
  let entropy = 0;
  for (const { weight } of edges) entropy += share(weight, total);
  return self > 0 ? entropy + share(self, total) : entropy;
}

function share(weight: Int64, total: Int64): number {
  const fraction = Number(abs(weight)) / Number(total);
  return -fraction * Math.log2(fraction);
}
