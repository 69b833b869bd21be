import { beforeAll, expect, test, vi } from 'vitest';
import { SnapshotError } from '#heap-snapshot/errors.ts';
import { nameOf, typeOf } from '#heap-snapshot/snapshot.ts';
import { parse, takeSnapshot } from './support/take.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

interface Raw {
  readonly snapshot: { readonly node_count: number; readonly edge_count: number };
  readonly nodes: readonly number[];
  readonly edges: readonly number[];
  readonly strings: readonly string[];
}

let bytes: Uint8Array;
let raw: Raw;

beforeAll(() => {
  bytes = takeSnapshot('buildReport');
  raw = JSON.parse(Buffer.from(bytes).toString());
});

test('says what JSON.parse says', () => {
  const snapshot = parse(bytes);
  expect(snapshot.nodeCount).toBe(raw.snapshot.node_count);
  expect(snapshot.edgeCount).toBe(raw.snapshot.edge_count);
  // Not `toEqual` on the arrays themselves: it would take them apart, millions of times.
  expect(snapshot.strings.every((text, at) => text === raw.strings[at])).toBe(true);
  expect(snapshot.nodeName.every((name, at) => name === raw.nodes[at * 6 + 1])).toBe(true);
  expect(snapshot.selfSize.every((size, at) => size === raw.nodes[at * 6 + 3])).toBe(true);
  expect(snapshot.edgeTo.every((to, at) => to === raw.edges[at * 3 + 2]! / 6)).toBe(true);
  const reports = Array.from(snapshot.nodeName.keys()).filter(
    (node) => typeOf(snapshot, node) === 'object' && nameOf(snapshot, node) === 'Report',
  );
  expect(reports.length).toBeGreaterThanOrEqual(50);
});

test.each([1, 7, 4_096])('the same in pieces of %i bytes, wherever they are cut', (size) => {
  const whole = parse(bytes);
  const pieces = parse(bytes, size);
  expect(Buffer.compare(Buffer.from(pieces.edgeTo.buffer), Buffer.from(whole.edgeTo.buffer))).toBe(0);
  expect(pieces.strings.join('\0')).toBe(whole.strings.join('\0'));
  expect([...pieces.locations]).toEqual([...whole.locations]);
});

const text = (): string => Buffer.from(bytes).toString();
const changed = (from: RegExp, to: string): Uint8Array => Buffer.from(text().replace(from, to));

test.each([
  ['nothing', () => new Uint8Array()],
  ['a page', () => Buffer.from('<!doctype html><p>404')],
  ['other JSON', () => Buffer.from('{"nodes":"many"}')],
  ['no description', () => Buffer.from('{"snapshot":{},"nodes":[],"edges":[],"strings":[]}')],
  ['half of one', () => bytes.subarray(0, bytes.length / 2)],
  ['one without its last byte', () => Buffer.from(text().trimEnd().slice(0, -1))],
  ['more nodes than there are', () => changed(/"node_count":\d+/, '"node_count":4000000000')],
  ['fewer', () => changed(/"node_count":\d+/, '"node_count":17')],
  ['an edge to nowhere', () => changed(/"edges":\[(\d+),(\d+),\d+/, '"edges":[$1,$2,4294967290')],
  ['words among the numbers', () => changed(/"nodes":\[9/, '"nodes":[nine')],
  ['a field less', () => changed(/"self_size"/, '"other"')],
])('%s is refused', (_what, broken) => {
  expect(() => parse(broken())).toThrow(SnapshotError);
});
