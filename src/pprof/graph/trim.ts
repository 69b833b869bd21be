import { abs, add, compare, scale, type Int64 } from '../int64.ts';
import type { NodeTable } from '../node-table.ts';
import type { Samples } from '../profile.ts';
import { accumulate, type RawGraph, type Weights } from './accumulate.ts';
import { buildCallTree } from './call-tree.ts';
import { isShown, toGraph, type Graph, type GraphEdge, type GraphNode } from './graph.ts';
import { byCum, byFlat, byWeight, sortByEntropy } from './order.ts';
import { TagCollector, type Tag } from './tags.ts';

/** Boxes with a tag's value that a drawing hangs on a node, at most. */
export const MAX_NODELETS = 4;

export interface TrimOptions {
  readonly sort: 'flat' | 'cum';
  /** 0 keeps all. */
  readonly nodeCount: number;
  /** Share of the total under which a node, or an edge, is left out. */
  readonly nodeFraction: number;
  readonly edgeFraction: number;
  readonly dropNegative: boolean;
  /** Nodes reached on different paths stay apart. */
  readonly callTree: boolean;
  /** For a drawing: order by interest, collect tags, leave out redundant edges. */
  readonly visual: { readonly tagUnit: string; readonly outputUnit: string } | null;
}

export interface TrimmedGraph extends Graph {
  /** How many nodes there were before the number of nodes was limited. */
  readonly originalCount: number;
  readonly droppedNodes: number;
  readonly droppedEdges: number;
}

/**
 * The call graph, without what is too small to matter. Each step builds the graph again from the samples: a graph
 * whose nodes were merged away cannot tell which of its edges belong together.
 */
export function trimmedGraph(samples: Samples, table: NodeTable, weights: Weights, options: TrimOptions): TrimmedGraph {
  return options.callTree
    ? trimTree(samples, table, weights, options)
    : new GraphTrimmer(samples, table, weights, options).trim();
}

/** The full graph, as `list` and other reports without trimming use it. */
export function fullGraph(samples: Samples, table: NodeTable, weights: Weights, dropNegative: boolean): Graph {
  return toGraph(accumulate(samples, table, weights, null, null), dropNegative);
}

class GraphTrimmer {
  readonly #samples: Samples;
  readonly #table: NodeTable;
  readonly #weights: Weights;
  readonly #options: TrimOptions;
  #tags: TagCollector | null = null;

  constructor(samples: Samples, table: NodeTable, weights: Weights, options: TrimOptions) {
    this.#samples = samples;
    this.#table = table;
    this.#weights = weights;
    this.#options = options;
  }

  trim(): TrimmedGraph {
    const { nodeCount, visual } = this.#options;
    let raw = this.#accumulate(null);
    const shown = this.#shown(raw);
    const cutoffs = cutoffsOf(
      shown.map((node) => raw.values.flat.get(node)),
      this.#options,
    );
    let originalCount = shown.length;
    let droppedNodes = 0;
    if (cutoffs.node > 0) {
      const large = shown.filter((node) => abs(raw.values.cum.get(node)) >= cutoffs.node);
      droppedNodes = shown.length - large.length;
      if (droppedNodes > 0) {
        raw = this.#accumulate(this.#mask(large));
        originalCount = this.#shown(raw).length;
      }
    }
    let graph = this.#sorted(raw);
    if (nodeCount > 0) {
      trimTags(graph, cutoffs.node);
      trimEdges(graph, cutoffs.edge);
      const top = selectTop(graph.nodes, nodeCount, visual !== null);
      if (top.length !== graph.nodes.length) {
        const indexes = new Map(this.#table.infos.map((info, index) => [info, index]));
        raw = this.#accumulate(this.#mask(top.map(({ info }) => indexes.get(info)!)));
        graph = this.#sorted(raw);
      }
    }
    trimTags(graph, cutoffs.node);
    const droppedEdges = trimEdges(graph, cutoffs.edge);
    if (visual !== null) removeRedundantEdges(graph);
    return { nodes: graph.nodes, originalCount, droppedNodes, droppedEdges };
  }

  #accumulate(kept: Uint8Array | null): RawGraph {
    const { visual } = this.#options;
    if (visual !== null) {
      this.#tags = new TagCollector(this.#samples, this.#weights, visual.tagUnit, visual.outputUnit);
    }
    return accumulate(this.#samples, this.#table, this.#weights, kept, this.#tags);
  }

  #shown({ values }: RawGraph): number[] {
    const shown: number[] = [];
    for (let node = 0; node < this.#table.infos.length; node++) {
      if (isShown(values.flat.get(node), values.cum.get(node), this.#options.dropNegative)) shown.push(node);
    }
    return shown;
  }

  #mask(nodes: readonly number[]): Uint8Array {
    const mask = new Uint8Array(this.#table.infos.length);
    for (const node of nodes) mask[node] = 1;
    return mask;
  }

  #sorted(raw: RawGraph): Graph {
    const graph = toGraph(raw, this.#options.dropNegative, (node) => this.#tags?.tagsOf(node) ?? null);
    sortNodes(graph, this.#options);
    return graph;
  }
}

function trimTree(samples: Samples, table: NodeTable, weights: Weights, options: TrimOptions): TrimmedGraph {
  const graph = buildCallTree(samples, table, weights, options);
  const cutoffs = cutoffsOf(
    graph.nodes.map(({ flat }) => flat),
    options,
  );
  const before = graph.nodes.length;
  if (cutoffs.node > 0) {
    keepInTree(graph, new Set(graph.nodes.filter(({ cum }) => abs(cum) >= cutoffs.node)));
  }
  const originalCount = graph.nodes.length;
  sortNodes(graph, options);
  if (options.nodeCount > 0) {
    trimTags(graph, cutoffs.node);
    trimEdges(graph, cutoffs.edge);
    keepInTree(graph, new Set(selectTop(graph.nodes, options.nodeCount, options.visual !== null)));
    sortNodes(graph, options);
  }
  trimTags(graph, cutoffs.node);
  const droppedEdges = trimEdges(graph, cutoffs.edge);
  if (options.visual !== null) removeRedundantEdges(graph);
  return { nodes: graph.nodes, originalCount, droppedNodes: before - originalCount, droppedEdges };
}

function cutoffsOf(flats: readonly Int64[], { nodeFraction, edgeFraction }: TrimOptions): { node: Int64; edge: Int64 } {
  const total = flats.reduce(add, 0);
  return { node: abs(scale(total, nodeFraction)), edge: abs(scale(total, edgeFraction)) };
}

function sortNodes(graph: Graph, { sort, visual }: TrimOptions): void {
  if (visual !== null) sortByEntropy(graph.nodes);
  else graph.nodes.sort(sort === 'cum' ? byCum : byFlat);
}

/** The first nodes; in a drawing, a node's tags take room too. */
function selectTop(nodes: readonly GraphNode[], nodeCount: number, visual: boolean): readonly GraphNode[] {
  if (!visual) return nodes.slice(0, nodeCount);
  let used = 0;
  for (let index = 0; index < nodes.length; index++) {
    used += Math.min(countTags(nodes[index]!), MAX_NODELETS) + 1;
    if (used >= nodeCount) return nodes.slice(0, index + 1);
  }
  return nodes.slice(0, nodeCount);
}

function countTags({ tags }: GraphNode): number {
  if (tags === null) return 0;
  const all = [tags.labels, ...tags.numeric.values()];
  return all.reduce((count, map) => count + [...map.values()].filter(({ flat }) => flat !== 0).length, 0);
}

function trimTags(graph: Graph, cutoff: Int64): void {
  for (const { tags } of graph.nodes) {
    if (tags === null) continue;
    tags.labels = largeTags(tags.labels, cutoff);
    for (const [label, numeric] of tags.numeric) tags.numeric.set(label, largeTags(numeric, cutoff));
  }
}

function largeTags(tags: Map<string, Tag>, cutoff: Int64): Map<string, Tag> {
  return new Map([...tags].filter(([, { flat, cum }]) => abs(flat) >= cutoff || abs(cum) >= cutoff));
}

/** Leaves out the edges into the graph's nodes that weigh less; the result is how many. */
function trimEdges(graph: Graph, cutoff: Int64): number {
  if (compare(cutoff, 0) <= 0) return 0;
  const dropped = new Set<GraphEdge>();
  for (const node of graph.nodes) {
    for (const edge of node.in) if (abs(edge.weight) < cutoff) dropped.add(edge);
  }
  removeEdges(dropped);
  return dropped.size;
}

function removeEdges(edges: ReadonlySet<GraphEdge>): void {
  const sources = new Set<GraphNode>();
  const targets = new Set<GraphNode>();
  for (const { source, target } of edges) {
    sources.add(source);
    targets.add(target);
  }
  for (const node of sources) node.out = node.out.filter((edge) => !edges.has(edge));
  for (const node of targets) node.in = node.in.filter((edge) => !edges.has(edge));
}

/** Leaves out residual edges whose target can be reached on another way, the lightest first. */
function removeRedundantEdges(graph: Graph): void {
  for (const node of graph.nodes.toReversed()) {
    for (const edge of node.in.toSorted(byWeight).toReversed()) {
      // An edge heavier than a real one stays, or the drawing would seem to say that it does not exist.
      if (!edge.residual) break;
      if (isRedundant(edge)) removeEdges(new Set([edge]));
    }
  }
}

function isRedundant(edge: GraphEdge): boolean {
  const seen = new Set([edge.target]);
  for (const node of seen) {
    for (const incoming of node.in) {
      if (incoming === edge) continue;
      if (incoming.source === edge.source && !seen.has(incoming.source)) return true;
      seen.add(incoming.source); // a Set's iteration goes on to what is added meanwhile
    }
  }
  return false;
}

/** Takes the other nodes out of a call tree, tying their children to their parents. */
function keepInTree(graph: Graph, kept: ReadonlySet<GraphNode>): void {
  if (kept.size === graph.nodes.length) return;
  const all = graph.nodes;
  graph.nodes = all.filter((node) => kept.has(node));
  for (const node of all) {
    if (kept.has(node)) continue;
    const [incoming] = node.in;
    if (incoming === undefined) {
      for (const edge of node.out) edge.target.in = [];
      continue;
    }
    const parent = incoming.source;
    parent.out = parent.out.filter((edge) => edge !== incoming);
    for (const edge of node.out) {
      edge.source = parent;
      edge.residual = true;
      edge.inline = incoming.inline && edge.inline;
      parent.out.push(edge);
    }
  }
  removeRedundantEdges(graph);
}
