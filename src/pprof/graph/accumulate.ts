import type { Column } from '../column.ts';
import type { NodeTable } from '../node-table.ts';
import type { Samples } from '../profile.ts';
import { EdgeTable } from './edge-table.ts';
import { sumsOf, type Sums } from './sums.ts';

/** What a sample weighs: a value and, for means, what to divide the sums by. */
export interface Weights {
  readonly value: Column;
  readonly divisor: Column | null;
}

/** Sums of flat, cum and edge weights over nodes; also for the divisors of a mean. */
interface GraphSums {
  readonly flat: Sums;
  readonly cum: Sums;
  readonly weight: Sums;
}

/** The call graph in columns, as it comes out of one pass over the samples. Slots are nodes of the table. */
export interface RawGraph {
  readonly table: NodeTable;
  readonly edges: EdgeTable;
  readonly values: GraphSums;
  readonly divisors: GraphSums | null;
}

/** Told about each sample's part in the graph; the drawing collects tags by it. */
export interface SampleObserver {
  /** @param leaf the node that the sample's flat value goes to, or -1. */
  observe(sample: number, nodes: Uint32Array, count: number, leaf: number): void;
}

const NONE = -1;

/**
 * Adds all samples up. A node's cum and an edge's weight count once per sample, however often the stack repeats
 * them; a sample whose leaf is not kept gives its flat value to nobody.
 * @param kept one flag a node; frames of nodes without it are skipped, and the edge over them is residual.
 */
export function accumulate(
  samples: Samples,
  table: NodeTable,
  weights: Weights,
  kept: Uint8Array | null,
  observer: SampleObserver | null,
): RawGraph {
  const { offsets, stacks } = samples;
  const { offsets: lineOffsets, nodes: nodeOf } = table;
  const nodeCount = table.infos.length;
  const edges = new EdgeTable();
  const values = graphSums(weights.value, nodeCount);
  const divisors = weights.divisor === null ? null : graphSums(weights.divisor, nodeCount);

  // Stamps tell whether the current sample has already counted for a node or an edge, without clearing sets.
  const nodeStamp = new Uint32Array(nodeCount);
  let edgeStamp = new Uint32Array(4096);
  let touchedNodes = new Uint32Array(256);
  let touchedEdges = new Uint32Array(256);
  const leaf = new Uint32Array(1);

  for (let sample = 0; sample < samples.count; sample++) {
    if (isZero(weights, sample)) continue;
    const stamp = sample + 1;
    let nodes = 0;
    let links = 0;
    let parent = NONE;
    let residual = false;
    for (let frame = offsets[sample + 1]! - 1; frame >= offsets[sample]!; frame--) {
      const location = stacks[frame]!;
      const first = lineOffsets[location]!;
      const last = lineOffsets[location + 1]! - 1;
      for (let line = last; line >= first; line--) {
        const node = nodeOf[line]!;
        if (kept !== null && kept[node] === 0) {
          residual = true;
          continue;
        }
        if (nodeStamp[node] !== stamp) {
          nodeStamp[node] = stamp;
          if (nodes === touchedNodes.length) touchedNodes = doubled(touchedNodes);
          touchedNodes[nodes++] = node;
        }
        if (parent !== NONE && node !== parent) {
          const edge = edges.find(parent, node);
          if (edge >= edgeStamp.length) edgeStamp = doubled(edgeStamp);
          if (edgeStamp[edge] !== stamp) {
            edgeStamp[edge] = stamp;
            if (links === touchedEdges.length) touchedEdges = doubled(touchedEdges);
            touchedEdges[links++] = edge;
            if (residual) edges.residual[edge] = 1;
            if (line === last) edges.inline[edge] = 0;
          }
        }
        parent = node;
        residual = false;
      }
    }
    const hasLeaf = parent !== NONE && !residual;
    if (hasLeaf) leaf[0] = parent;
    addTo(values, sample, touchedNodes, nodes, touchedEdges, links, leaf, hasLeaf);
    if (divisors !== null) addTo(divisors, sample, touchedNodes, nodes, touchedEdges, links, leaf, hasLeaf);
    observer?.observe(sample, touchedNodes, nodes, hasLeaf ? parent : NONE);
  }
  return { table, edges, values, divisors };
}

function graphSums(column: Column, nodeCount: number): GraphSums {
  return { flat: sumsOf(column, nodeCount), cum: sumsOf(column, nodeCount), weight: sumsOf(column, 1024) };
}

function addTo(
  sums: GraphSums,
  sample: number,
  nodes: Uint32Array,
  nodeCount: number,
  edges: Uint32Array,
  edgeCount: number,
  leaf: Uint32Array,
  hasLeaf: boolean,
): void {
  sums.cum.add(nodes, nodeCount, sample);
  sums.weight.add(edges, edgeCount, sample);
  if (hasLeaf) sums.flat.add(leaf, 1, sample);
}

/** `==` on purpose, of 0 with a bigint: a column holds one or the other. */
export function isZero({ value, divisor }: Weights, sample: number): boolean {
  return Number(value[sample]) === 0 && (divisor === null || Number(divisor[sample]) === 0);
}

function doubled(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(array.length * 2);
  larger.set(array);
  return larger;
}
