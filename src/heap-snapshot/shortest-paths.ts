import type { HeapSnapshot } from './snapshot.ts';

/** The tree of shortest paths from the root. */
export interface PathTree {
  /** What keeps this node alive on the shortest way; -1 for the root and for what nothing reaches. */
  readonly parent: Int32Array;
  /** The edge that comes from there. */
  readonly edge: Uint32Array;
  /** The nodes that were reached, nearest first. */
  readonly order: Uint32Array;
}

/** Breadth first. */
export function shortestPaths(snapshot: HeapSnapshot, isStrong: (from: number, edge: number) => boolean): PathTree {
  const { nodeCount, firstEdge, edgeTo } = snapshot;
  const parent = new Int32Array(nodeCount).fill(-1);
  const via = new Uint32Array(nodeCount);
  const order = new Uint32Array(nodeCount);
  let reached = 1;
  for (let next = 0; next < reached; next++) {
    const from = order[next]!;
    for (let edge = firstEdge[from]!; edge < firstEdge[from + 1]!; edge++) {
      const to = edgeTo[edge]!;
      if (to === 0 || parent[to] !== -1 || !isStrong(from, edge)) continue;
      parent[to] = from;
      via[to] = edge;
      order[reached++] = to;
    }
  }
  return { parent, edge: via, order: order.subarray(0, reached) };
}
