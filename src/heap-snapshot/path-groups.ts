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
    const again = repeated(parents, steps, above, step);
    if (again !== null) {
      groupOf[node] = again;
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

/** Steps from one round of a repetition to the next: `previous`, its scope, its function, its object. */
const MAX_PERIOD = 8;

/**
 * Where a path has taken the same steps twice in a row, the second time ends where the first one did.
 * @param above group that the path has come to. @param step its next one.
 */
function repeated(parents: readonly number[], steps: readonly number[], above: number, step: number): number | null {
  let end = above;
  for (let period = 1; period <= MAX_PERIOD && end !== 0; period++) {
    if (steps[end] === step && sameSteps(parents, steps, [above, parents[end]!], period - 1)) return end;
    end = parents[end]!;
  }
  return null;
}

/** Whether the last so many steps to the two groups are the same. */
function sameSteps(
  parents: readonly number[],
  steps: readonly number[],
  [one, other]: readonly [number, number],
  count: number,
): boolean {
  if (count === 0) return true;
  return (
    other !== 0 && steps[one] === steps[other] && sameSteps(parents, steps, [parents[one]!, parents[other]!], count - 1)
  );
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
