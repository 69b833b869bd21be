/**
 * A heap snapshot of V8 as flat columns: millions of nodes and edges, a few bytes each. A node is known by its ordinal
 * (0 is the root of all), an edge by its own; the edges of node `n` are `firstEdge[n]` to `firstEdge[n + 1]`.
 */
export interface HeapSnapshot {
  readonly nodeCount: number;
  readonly edgeCount: number;
  readonly nodeTypes: readonly string[];
  readonly edgeTypes: readonly string[];
  /** Index into {@link nodeTypes}. */
  readonly nodeType: Uint8Array;
  /** Index into {@link strings}. */
  readonly nodeName: Uint32Array;
  readonly nodeId: Uint32Array;
  /** Bytes. */
  readonly selfSize: Uint32Array;
  readonly firstEdge: Uint32Array;
  /** Index into {@link edgeTypes}. */
  readonly edgeType: Uint8Array;
  /** Index into {@link strings}, or for elements and hidden edges a plain number. */
  readonly edgeName: Uint32Array;
  readonly edgeTo: Uint32Array;
  readonly strings: readonly string[];
  /** Where functions were declared, by node. Lines count from 0, as V8 writes them. */
  readonly locations: ReadonlyMap<number, { readonly line: number; readonly column: number }>;
}

export function typeOf(snapshot: HeapSnapshot, node: number): string {
  return snapshot.nodeTypes[snapshot.nodeType[node]!] ?? '';
}

export function nameOf(snapshot: HeapSnapshot, node: number): string {
  return snapshot.strings[snapshot.nodeName[node]!] ?? '';
}

export function isString(type: string): boolean {
  return type === 'string' || type === 'concatenated string' || type === 'sliced string';
}

/** The node at the end of the edge that has this type and name; `undefined` without one. */
export function follow(snapshot: HeapSnapshot, node: number, type: string, name: string): number | undefined {
  for (let edge = snapshot.firstEdge[node]!; edge < snapshot.firstEdge[node + 1]!; edge++) {
    if (snapshot.edgeTypes[snapshot.edgeType[edge]!] !== type) continue;
    if (snapshot.strings[snapshot.edgeName[edge]!] === name) return snapshot.edgeTo[edge]!;
  }
  return undefined;
}
