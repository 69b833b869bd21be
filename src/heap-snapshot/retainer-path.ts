import type { PathGroups } from './path-groups.ts';
import type { PathTree } from './shortest-paths.ts';
import { follow, isString, nameOf, typeOf, type HeapSnapshot } from './snapshot.ts';

/** Where a function was declared. */
export interface Place {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** One object on the way from what is kept to the root, and how it is held there. */
export interface RetainerStep {
  readonly kind: 'string' | 'function' | 'array' | 'object' | 'internal';
  /** Constructor, function or V8's word for it; of plain strings `string`. Empty for a nameless function. */
  readonly name: string;
  readonly selfSize: number;
  /** A function's. */
  readonly place: Place | null;
  /** Name of the property or variable that holds it; `null` for elements and V8's own numbered slots. */
  readonly heldAs: string | null;
  /** What `heldAs` is. */
  readonly heldBy: 'property' | 'variable' | 'internal' | 'element';
}

export interface RetainerPath {
  /** What is kept first, then who holds it. */
  readonly steps: readonly RetainerStep[];
  /** The file of the variable at which the path was cut, since what holds a module is of no interest. */
  readonly file: string | null;
}

/**
 * The path as people read it: V8's own tables in between are left out, what repeats itself is told once, and it ends at
 * the module's variable.
 */
export class PathReader {
  readonly #snapshot: HeapSnapshot;
  readonly #paths: PathTree;
  readonly #groups: PathGroups;
  #contexts: ReadonlyMap<number, number> | null = null;

  constructor(snapshot: HeapSnapshot, paths: PathTree, groups: PathGroups) {
    this.#snapshot = snapshot;
    this.#paths = paths;
    this.#groups = groups;
  }

  read(node: number): RetainerPath {
    const nodes = this.#once(node);
    const end = this.#outermostVariable(nodes);
    const shown = end === null ? nodes : nodes.slice(0, end.length);
    return {
      steps: shown.filter((at, index) => index === 0 || !this.#isPlumbing(at)).map((at) => this.#step(at)),
      file: end?.file ?? null,
    };
  }

  /** From the node to the root; where the path comes back to a group that it has been in, without that round. */
  #once(node: number): number[] {
    const rounds = new Map<number, number>();
    const all: number[] = [];
    for (let at = node; at > 0; at = this.#paths.parent[at]!) all.push(at);
    all.forEach((at, index) => rounds.set(this.#groups.groupOf[at]!, index));
    const nodes: number[] = [];
    for (let index = 0; index < all.length; index++) {
      nodes.push(all[index]!);
      index = rounds.get(this.#groups.groupOf[all[index]!]!) ?? index;
    }
    return nodes;
  }

  /** How many nodes until the last one on the way to the root that a variable of the program itself holds. */
  #outermostVariable(nodes: readonly number[]): { readonly length: number; readonly file: string } | null {
    for (let index = nodes.length - 1; index >= 0; index--) {
      const node = nodes[index]!;
      if (this.#edgeType(node) !== 'context') continue;
      const file = this.#fileOfContext(this.#paths.parent[node]!);
      if (file !== null) return { length: index + 1, file };
    }
    return null;
  }

  #step(node: number): RetainerStep {
    const type = typeOf(this.#snapshot, node);
    const heldBy = holder(this.#edgeType(node), this.#edgeName(node));
    return {
      kind: kindOf(type),
      name: isString(type) ? type : nameOf(this.#snapshot, node),
      selfSize: this.#snapshot.selfSize[node]!,
      place: type === 'closure' ? this.#placeOf(node) : null,
      heldAs: heldBy === 'element' ? null : this.#edgeName(node),
      heldBy,
    };
  }

  /** Hash tables, backing stores and scopes: between a thing and who holds it, but not what a person would name. */
  #isPlumbing(node: number): boolean {
    const type = typeOf(this.#snapshot, node);
    const name = nameOf(this.#snapshot, node);
    // V8 calls a slice "(sliced string)", and that it is one is the point.
    if (isString(type)) return false;
    // One of V8's kinds of roots, where the path is not cut at a variable: better than nothing.
    if (type === 'synthetic') return name === '(GC roots)';
    return type === 'array' || type === 'hidden' || name.startsWith('system / ') || name.startsWith('(');
  }

  #edgeType(node: number): string {
    return this.#snapshot.edgeTypes[this.#snapshot.edgeType[this.#paths.edge[node]!]!] ?? '';
  }

  #edgeName(node: number): string {
    return this.#snapshot.strings[this.#snapshot.edgeName[this.#paths.edge[node]!]!] ?? '';
  }

  #placeOf(closure: number): Place | null {
    const location = this.#snapshot.locations.get(closure);
    const shared = follow(this.#snapshot, closure, 'internal', 'shared');
    const script = shared === undefined ? undefined : follow(this.#snapshot, shared, 'internal', 'script');
    if (location === undefined || script === undefined) return null;
    return { file: nameOf(this.#snapshot, script), line: location.line + 1 };
  }

  /** `null` for the contexts of V8 and Node themselves. */
  #fileOfContext(context: number): string | null {
    this.#contexts ??= this.#closuresByContext();
    const closure = this.#contexts.get(context);
    const file = closure === undefined ? '' : (this.#placeOf(closure)?.file ?? '');
    return file === '' || file.startsWith('node:') ? null : file;
  }

  /** A context has no name and no file of its own, but every function made in it has. */
  #closuresByContext(): ReadonlyMap<number, number> {
    const found = new Map<number, number>();
    for (const closure of this.#snapshot.locations.keys()) {
      if (typeOf(this.#snapshot, closure) !== 'closure') continue;
      const context = follow(this.#snapshot, closure, 'internal', 'context');
      if (context !== undefined && !found.has(context)) found.set(context, closure);
    }
    return found;
  }
}

function kindOf(type: string): RetainerStep['kind'] {
  if (isString(type)) return 'string';
  if (type === 'closure') return 'function';
  if (type === 'array') return 'array';
  return type === 'object' || type === 'native' || type === 'regexp' ? 'object' : 'internal';
}

function holder(edgeType: string, name: string): RetainerStep['heldBy'] {
  if (edgeType === 'property' || edgeType === 'shortcut') return 'property';
  if (edgeType === 'context') return 'variable';
  // Slots of hash tables have numbers for names; those of a WeakMap's values tell of key and table at length.
  return edgeType === 'internal' && !/^\d/.test(name) ? 'internal' : 'element';
}
