import type { HeapSnapshot } from './snapshot.ts';

/** Who dominates whom: without its dominator, a node would be garbage. */
export interface Dominators {
  /** The immediate one; the root's is itself, and so is that of what nothing reaches. */
  readonly dominator: Uint32Array;
  /** Bytes that would be free without the node: its own and those of all that it dominates. */
  readonly retainedSize: Float64Array;
}

type IsStrong = (from: number, edge: number) => boolean;

/**
 * After Lengauer and Tarjan, "A fast algorithm for finding dominators in a flowgraph", with path compression. (The
 * simpler way of Cooper, Harvey and Kennedy walks up the whole of a linked list for each of its links: minutes for
 * 300,000 of them.)
 */
export function dominators(snapshot: HeapSnapshot, isStrong: IsStrong): Dominators {
  const { nodeCount, selfSize } = snapshot;
  const { order, number, parent } = depthFirst(snapshot, isStrong);
  const { first, sources } = predecessors(snapshot, isStrong, number, order.length);
  const above = immediateDominators(parent, first, sources);

  const dominator = new Uint32Array(nodeCount);
  for (let node = 0; node < nodeCount; node++) dominator[node] = node;
  const retainedSize = Float64Array.from(selfSize);
  // A dominator comes before what it dominates.
  for (let at = order.length - 1; at > 0; at--) {
    const node = order[at]!;
    const over = order[above[at]!]!;
    dominator[node] = over;
    retainedSize[over] = retainedSize[over]! + retainedSize[node]!;
  }
  return { dominator, retainedSize };
}

/** Everything below is in numbers of the depth-first search: the root is 0. */
function immediateDominators(parent: Uint32Array, first: Uint32Array, sources: Uint32Array): Uint32Array {
  const count = parent.length;
  const semi = Uint32Array.from(parent.keys());
  const label = Uint32Array.from(parent.keys());
  const ancestor = new Int32Array(count).fill(-1);
  const dominator = new Uint32Array(count);
  // Buckets as linked lists: those whose semidominator is this one.
  const bucket = new Int32Array(count).fill(-1);
  const nextInBucket = new Int32Array(count).fill(-1);
  const path = new Uint32Array(count);

  /** Of those between `from` and the top of its tree, the one with the lowest semidominator. */
  const evaluate = (from: number): number => {
    if (ancestor[from] === -1) return from;
    let length = 0;
    for (let at = from; ancestor[ancestor[at]!] !== -1; at = ancestor[at]!) path[length++] = at;
    while (length > 0) {
      const at = path[--length]!;
      const over = ancestor[at]!;
      if (semi[label[over]!]! < semi[label[at]!]!) label[at] = label[over]!;
      ancestor[at] = ancestor[over]!;
    }
    return label[from]!;
  };

  for (let at = count - 1; at > 0; at--) {
    for (let source = first[at]!; source < first[at + 1]!; source++) {
      const candidate = semi[evaluate(sources[source]!)]!;
      if (candidate < semi[at]!) semi[at] = candidate;
    }
    nextInBucket[at] = bucket[semi[at]!]!;
    bucket[semi[at]!] = at;
    const over = parent[at]!;
    ancestor[at] = over;
    for (let each = bucket[over]!; each !== -1; each = nextInBucket[each]!) {
      const lowest = evaluate(each);
      dominator[each] = semi[lowest]! < semi[each]! ? lowest : over;
    }
    bucket[over] = -1;
  }
  for (let at = 1; at < count; at++) {
    if (dominator[at] !== semi[at]) dominator[at] = dominator[dominator[at]!]!;
  }
  return dominator;
}

interface DepthFirst {
  /** Nodes as they were first met. */
  readonly order: Uint32Array;
  /** Of each node, its place in the order; -1 if nothing reaches it. */
  readonly number: Int32Array;
  /** Of each number, that of the one from which it was first met. */
  readonly parent: Uint32Array;
}

function depthFirst({ nodeCount, firstEdge, edgeTo }: HeapSnapshot, isStrong: IsStrong): DepthFirst {
  const order = new Uint32Array(nodeCount);
  const number = new Int32Array(nodeCount).fill(-1);
  const parent = new Uint32Array(nodeCount);
  const nextEdge = firstEdge.slice(0, nodeCount);
  // No recursion: a linked list is as deep as it is long.
  const stack = new Uint32Array(nodeCount);
  let depth = 1;
  let met = 1;
  number[0] = 0;
  while (depth > 0) {
    const node = stack[depth - 1]!;
    const edge = nextEdge[node]!;
    if (edge === firstEdge[node + 1]!) {
      depth--;
      continue;
    }
    nextEdge[node] = edge + 1;
    const to = edgeTo[edge]!;
    if (number[to] !== -1 || !isStrong(node, edge)) continue;
    order[met] = to;
    parent[met] = number[node]!;
    number[to] = met++;
    stack[depth++] = to;
  }
  return { order: order.subarray(0, met), number, parent: parent.subarray(0, met) };
}

/** The edges the other way round. */
function predecessors(
  { nodeCount, firstEdge, edgeTo }: HeapSnapshot,
  isStrong: IsStrong,
  number: Int32Array,
  count: number,
): { readonly first: Uint32Array; readonly sources: Uint32Array } {
  const first = new Uint32Array(count + 2);
  const each = (visit: (from: number, to: number) => void): void => {
    for (let node = 0; node < nodeCount; node++) {
      if (number[node] === -1) continue;
      for (let edge = firstEdge[node]!; edge < firstEdge[node + 1]!; edge++) {
        if (isStrong(node, edge)) visit(number[node]!, number[edgeTo[edge]!]!);
      }
    }
  };
  // Counted two places ahead, so that filling moves each start to where it belongs.
  each((_, to) => first[to + 2]!++);
  for (let at = 2; at < first.length; at++) first[at] = first[at]! + first[at - 1]!;
  const sources = new Uint32Array(first.at(-1)!);
  each((from, to) => (sources[first[to + 1]!++] = from));
  return { first, sources };
}
