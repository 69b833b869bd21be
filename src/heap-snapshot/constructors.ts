import { isData } from './path-groups.ts';
import type { Analysis } from './retainers.ts';
import { isString, nameOf, typeOf } from './snapshot.ts';

/** All objects of one kind. */
export interface Constructor {
  /** As {@link RetainerFilter} takes it: the constructor's name; of strings V8's word for their kind. */
  readonly name: string;
  readonly count: number;
  readonly selfSize: number;
  /** Bytes that would be free without them; what one of them holds of another is counted once. */
  readonly retainedSize: number;
}

/** Dominators looked at for one of the same kind. */
const NESTING_DEPTH = 32;

/** Kinds of objects, those that retain most first: what to look for where nobody knows yet. */
export function constructorsOf({ snapshot, paths, dominance }: Analysis, limit: number): readonly Constructor[] {
  const { dominator, retainedSize } = dominance;
  /** A number for a name, since there are millions of nodes. Names come after the types of strings. */
  const kindOf = (node: number): number =>
    isString(typeOf(snapshot, node)) ? snapshot.nodeType[node]! : snapshot.nodeTypes.length + snapshot.nodeName[node]!;
  const isNested = (node: number, kind: number): boolean => {
    let above = node;
    for (let depth = 0; depth < NESTING_DEPTH && above !== 0; depth++) {
      above = dominator[above]!;
      if (kindOf(above) === kind && isNamed(snapshot, above)) return true;
    }
    return false;
  };
  const found = new Map<number, { name: string; count: number; selfSize: number; retainedSize: number }>();
  for (const node of paths.order) {
    if (!isNamed(snapshot, node)) continue;
    const kind = kindOf(node);
    let sums = found.get(kind);
    if (sums === undefined) {
      const type = typeOf(snapshot, node);
      sums = { name: isString(type) ? type : nameOf(snapshot, node), count: 0, selfSize: 0, retainedSize: 0 };
      found.set(kind, sums);
    }
    sums.count++;
    sums.selfSize += snapshot.selfSize[node]!;
    if (!isNested(node, kind)) sums.retainedSize += retainedSize[node]!;
  }
  return [...found.values()].sort((a, b) => b.retainedSize - a.retainedSize).slice(0, limit);
}

/** Objects and strings that a program made, by a name that a person can look for; not V8's tables and code. */
function isNamed(snapshot: Analysis['snapshot'], node: number): boolean {
  const type = typeOf(snapshot, node);
  if (isString(type)) return true;
  if (type !== 'object' && type !== 'native' && type !== 'array') return false;
  const name = nameOf(snapshot, node);
  return isData(snapshot, node) && name !== '' && !name.startsWith('(') && !name.startsWith('system / ');
}
