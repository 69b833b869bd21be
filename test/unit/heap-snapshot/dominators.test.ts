import { array, assert, integer, nat, property, tuple } from 'fast-check';
import { expect, test } from 'vitest';
import { dominators } from '#heap-snapshot/dominators.ts';
import type { HeapSnapshot } from '#heap-snapshot/snapshot.ts';

/** A graph as a snapshot; what has no meaning here is empty. */
function graph(sizes: readonly number[], edges: readonly (readonly [number, number])[]): HeapSnapshot {
  const nodeCount = sizes.length;
  const sorted = [...edges].sort(([a], [b]) => a - b);
  const firstEdge = new Uint32Array(nodeCount + 1);
  for (const [from] of sorted) firstEdge[from + 1]!++;
  for (let node = 0; node < nodeCount; node++) firstEdge[node + 1]! += firstEdge[node]!;
  return {
    nodeCount,
    edgeCount: sorted.length,
    nodeTypes: ['object'],
    edgeTypes: ['property'],
    nodeType: new Uint8Array(nodeCount),
    nodeName: new Uint32Array(nodeCount),
    nodeId: new Uint32Array(nodeCount),
    selfSize: Uint32Array.from(sizes),
    firstEdge,
    edgeType: new Uint8Array(sorted.length),
    edgeName: new Uint32Array(sorted.length),
    edgeTo: Uint32Array.from(sorted.map(([, to]) => to)),
    strings: [''],
    locations: new Map(),
  };
}

/** What the root reaches when one node is not there. */
function reachedWithout({ nodeCount, firstEdge, edgeTo }: HeapSnapshot, gone: number): Set<number> {
  const reached = new Set<number>(gone === 0 ? [] : [0]);
  for (const from of reached) {
    for (let edge = firstEdge[from]!; edge < firstEdge[from + 1]!; edge++) {
      if (edgeTo[edge] !== gone) reached.add(edgeTo[edge]!);
    }
  }
  expect(reached.size).toBeLessThanOrEqual(nodeCount);
  return reached;
}

const graphs = integer({ min: 1, max: 14 }).chain((count) => {
  const node = nat(count - 1);
  return tuple(
    array(integer({ min: 1, max: 1_000 }), { minLength: count, maxLength: count }),
    array(tuple(node, node), { maxLength: 3 * count }),
  );
});

test('what a node retains is what nothing else reaches', () => {
  assert(
    property(graphs, ([sizes, edges]) => {
      const snapshot = graph(sizes, edges);
      const { retainedSize } = dominators(snapshot, () => true);
      const all = reachedWithout(snapshot, -1);
      for (const node of all) {
        const without = reachedWithout(snapshot, node);
        const lost = [...all].filter((other) => !without.has(other));
        expect(retainedSize[node]).toBe(lost.reduce((sum, other) => sum + sizes[other]!, 0));
      }
    }),
    { numRuns: process.env['VAZOU_LONG'] === '1' ? 20_000 : 500 },
  );
});

test('a list of 300,000 links, each of which points to one thing in common', { timeout: 20_000 }, () => {
  const count = 300_000;
  const edges: [number, number][] = [];
  for (let node = 0; node < count - 2; node++) edges.push([node, node + 1], [node, count - 1]);
  const { retainedSize } = dominators(
    graph(
      Array.from({ length: count }, () => 1),
      edges,
    ),
    () => true,
  );
  expect(retainedSize[0]).toBe(count);
  expect(retainedSize[1]).toBe(count - 2);
  expect(retainedSize[count - 1]).toBe(1);
});
