import type { PathTree } from './shortest-paths.ts';
import { isString, typeOf, type HeapSnapshot } from './snapshot.ts';

/**
 * Groups of nodes that are kept alive in the same way: the same kinds of objects and the same names of properties on
 * the whole path from the root. Element numbers, keys of what serves as a dictionary and repetitions (a linked list)
 * make no difference. Groups form a tree, as paths do.
 */
export interface PathGroups {
  readonly count: number;
  /** Group of each node; 0 is the root's, and also that of what nothing reaches. */
  readonly groupOf: Uint32Array;
  readonly parent: Uint32Array;
}

/** An object with more properties than this is taken for a dictionary: its keys are data. */
const DICTIONARY_EDGES = 64;
/** Names and groups are numbered below 2^26 = 67 million, so that a pair of them makes a safe integer. */
const SHIFT = 2 ** 26;

export function pathGroups(snapshot: HeapSnapshot, paths: PathTree): PathGroups {
  const { nodeCount, nodeName, edgeName, firstEdge } = snapshot;
  const stringType = snapshot.nodeTypes.map(isString);
  const namelessType = snapshot.nodeTypes.map((type) => type === 'array' || type === 'code' || type === 'number');
  const numbered = snapshot.edgeTypes.map((type) => type === 'element' || type === 'hidden' || type === 'internal');

  const groupOf = new Uint32Array(nodeCount);
  const parents: number[] = [0];
  /** How the last step of a group's path looks. */
  const steps: number[] = [-1];
  const stepIds = new Map<number, number>();
  const groups = new Map<number, number>();

  for (const node of paths.order) {
    const from = paths.parent[node]!;
    if (from === -1) continue;
    const edge = paths.edge[node]!;
    const type = snapshot.nodeType[node]!;
    const isDictionary = firstEdge[from + 1]! - firstEdge[from]! > DICTIONARY_EDGES;
    const edgeKey = numbered[snapshot.edgeType[edge]!] || isDictionary ? 0 : 1 + edgeName[edge]!;
    const nodeKey = stringType[type] || namelessType[type] ? type : snapshot.nodeTypes.length + nodeName[node]!;
    const step = numberOf(stepIds, edgeKey * SHIFT + nodeKey);
    const above = groupOf[from]!;
    if (steps[above] === step) {
      groupOf[node] = above;
      continue;
    }
    const group = 1 + numberOf(groups, above * SHIFT + step);
    if (group === parents.length) {
      parents.push(above);
      steps.push(step);
    }
    groupOf[node] = group;
  }
  return { count: parents.length, groupOf, parent: Uint32Array.from(parents) };
}

/** Numbers keys in the order in which they come. */
function numberOf(numbers: Map<number, number>, key: number): number {
  const known = numbers.get(key);
  if (known !== undefined) return known;
  numbers.set(key, numbers.size);
  return numbers.size - 1;
}

/** Kinds of nodes that are V8's own bookkeeping, and nobody's data. */
const BOOKKEEPING = new Set(['synthetic', 'hidden', 'code', 'object shape', 'symbol', 'number', 'bigint']);

export function isData(snapshot: HeapSnapshot, node: number): boolean {
  return !BOOKKEEPING.has(typeOf(snapshot, node));
}
