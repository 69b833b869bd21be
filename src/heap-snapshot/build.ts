import { SnapshotError } from './errors.ts';
import type { HeapSnapshot } from './snapshot.ts';

/** The part of the `snapshot` object that says how the lists of numbers are to be read. */
export interface RawHeader {
  readonly meta: {
    readonly node_fields: readonly string[];
    readonly node_types: readonly unknown[];
    readonly edge_fields: readonly string[];
    readonly edge_types: readonly unknown[];
    readonly location_fields?: readonly string[];
  };
  readonly node_count: number;
  readonly edge_count: number;
}

export interface RawLists {
  readonly nodes: Uint32Array;
  readonly edges: Uint32Array;
  readonly locations: Uint32Array;
  readonly strings: readonly string[];
}

/** @throws {SnapshotError} */
export function readHeader(text: string): RawHeader {
  const header: Partial<RawHeader> | undefined = parse(text);
  const { meta, node_count: nodes, edge_count: edges } = header ?? {};
  const isWhole =
    Number.isSafeInteger(nodes) &&
    Number.isSafeInteger(edges) &&
    [meta?.node_fields, meta?.node_types, meta?.edge_fields, meta?.edge_types].every(Array.isArray);
  if (!isWhole) throw new SnapshotError('the description of the snapshot is missing');
  return header as RawHeader;
}

function parse(text: string): Partial<RawHeader> | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Rows of numbers become columns; what points nowhere is refused. @throws {SnapshotError} */
export function buildSnapshot(header: RawHeader, { nodes, edges, locations, strings }: RawLists): HeapSnapshot {
  const { meta, node_count: nodeCount, edge_count: edgeCount } = header;
  const nodeTypes = typeNames(meta.node_types[0]);
  const edgeTypes = typeNames(meta.edge_types[0]);
  const nodeStride = meta.node_fields.length;
  const edgeStride = meta.edge_fields.length;
  if (nodes.length !== nodeCount * nodeStride || edges.length !== edgeCount * edgeStride || nodeCount === 0) {
    throw new SnapshotError('the snapshot has fewer objects than it says');
  }
  const node = columnsOf(meta.node_fields, ['type', 'name', 'id', 'self_size', 'edge_count']);
  const edge = columnsOf(meta.edge_fields, ['type', 'name_or_index', 'to_node']);

  const firstEdge = new Uint32Array(nodeCount + 1);
  const counts = column(node('edge_count'), nodes, nodeStride, nodeCount);
  for (let row = 0; row < nodeCount; row++) firstEdge[row + 1] = firstEdge[row]! + counts[row]!;
  const nodeName = column(node('name'), nodes, nodeStride, nodeCount);
  const edgeTo = column(edge('to_node'), edges, edgeStride, edgeCount);
  for (let row = 0; row < edgeCount; row++) edgeTo[row] = edgeTo[row]! / nodeStride;
  const edgeType = Uint8Array.from(column(edge('type'), edges, edgeStride, edgeCount));
  const edgeName = column(edge('name_or_index'), edges, edgeStride, edgeCount);

  const isNumbered = edgeTypes.map((type) => type === 'element' || type === 'hidden');
  const isSound =
    firstEdge[nodeCount] === edgeCount &&
    nodeName.every((name) => name < strings.length) &&
    edgeTo.every((to) => to < nodeCount) &&
    edgeName.every((name, row) => isNumbered[edgeType[row]!] === true || name < strings.length);
  if (!isSound) throw new SnapshotError('the snapshot points to what it does not hold');

  return {
    nodeCount,
    edgeCount,
    nodeTypes,
    edgeTypes,
    nodeType: Uint8Array.from(column(node('type'), nodes, nodeStride, nodeCount)),
    nodeName,
    nodeId: column(node('id'), nodes, nodeStride, nodeCount),
    selfSize: column(node('self_size'), nodes, nodeStride, nodeCount),
    firstEdge,
    edgeType,
    edgeName,
    edgeTo,
    strings,
    locations: locationsOf(locations, meta.location_fields ?? [], nodeStride),
  };
}

function typeNames(types: unknown): string[] {
  if (!Array.isArray(types)) throw new SnapshotError('the description of the snapshot is missing');
  return types.map(String);
}

function column(offset: number, rows: Uint32Array, stride: number, count: number): Uint32Array {
  const values = new Uint32Array(count);
  for (let row = 0, at = offset; row < count; row++, at += stride) values[row] = rows[at]!;
  return values;
}

/** V8 adds fields now and then, so that each is looked up by its name. */
function columnsOf<Name extends string>(fields: readonly string[], needed: readonly Name[]): (name: Name) => number {
  const missing = needed.find((name) => !fields.includes(name));
  if (missing !== undefined) throw new SnapshotError(`the snapshot does not say "${missing}"`);
  return (name) => fields.indexOf(name);
}

function locationsOf(rows: Uint32Array, fields: readonly string[], nodeStride: number): HeapSnapshot['locations'] {
  const [object, line, column] = ['object_index', 'line', 'column'].map((name) => fields.indexOf(name));
  const found = new Map<number, { line: number; column: number }>();
  if (object === undefined || line === undefined || column === undefined || object < 0) return found;
  for (let row = 0; row < rows.length; row += fields.length) {
    found.set(rows[row + object]! / nodeStride, { line: rows[row + line]!, column: rows[row + column]! });
  }
  return found;
}
