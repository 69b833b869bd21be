import { nameOf, typeOf, type HeapSnapshot } from './snapshot.ts';

/**
 * The stack of the moment, that of native code too (which holds every script while a snapshot is written); and V8's
 * tables of strings, where equal names are looked up: a collection takes out what nothing else holds.
 */
const LOOSE_ROOTS = ['(Stack roots)', '(Handle scope)', '(Internalized strings)', '(External strings)'];

const EPHEMERON = / pair in WeakMap \(table @(\d+)\)$/;

/**
 * Tells the edges that keep their target alive from those that do not: weak ones, those of {@link LOOSE_ROOTS},
 * and the one from a WeakMap's table to a value, which lives by its key (that edge V8 writes too).
 */
export function strongEdges(snapshot: HeapSnapshot): (from: number, edge: number) => boolean {
  const weak = snapshot.edgeTypes.indexOf('weak');
  const numbered = new Set(['element', 'hidden'].map((type) => snapshot.edgeTypes.indexOf(type)));
  const tables = new Map<number, number>();
  snapshot.strings.forEach((text, index) => {
    const table = text.endsWith(')') ? EPHEMERON.exec(text)?.[1] : undefined;
    if (table !== undefined) tables.set(index, Number(table));
  });
  const looseRoots = new Set<number>();
  for (const gcRoots of targets(snapshot, 0)) {
    for (const root of targets(snapshot, gcRoots)) {
      if (typeOf(snapshot, root) === 'synthetic' && LOOSE_ROOTS.includes(nameOf(snapshot, root))) looseRoots.add(root);
    }
  }
  return (from, edge) => {
    const type = snapshot.edgeType[edge]!;
    if (type === weak || looseRoots.has(snapshot.edgeTo[edge]!)) return false;
    if (tables.size === 0 || numbered.has(type)) return true;
    return tables.get(snapshot.edgeName[edge]!) !== snapshot.nodeId[from];
  };
}

function* targets({ firstEdge, edgeTo }: HeapSnapshot, node: number): Generator<number> {
  for (let edge = firstEdge[node]!; edge < firstEdge[node + 1]!; edge++) yield edgeTo[edge]!;
}
