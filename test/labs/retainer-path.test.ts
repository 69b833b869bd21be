/** The retainer paths of the scenarios, looked for in snapshots of the labs after their own load, and of the solutions. */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { SnapshotParser } from '#heap-snapshot/parse.ts';
import { analyse } from '#heap-snapshot/retainers.ts';
import { nameOf, typeOf, type HeapSnapshot } from '#heap-snapshot/snapshot.ts';
import { strongEdges } from '#heap-snapshot/strong-edges.ts';
import { listLabs, type Lab } from '#lab/catalog.ts';
import { DiagnosticsClient } from '#lab/diagnostics-client.ts';
import { launch } from '#lab/launch.ts';
import { runLoad } from '#lab/load.ts';
import type { Evidence } from '#lab/scenario.ts';

const LONG = process.env['VAZOU_LONG'] === '1';
const IN_BRIEF = 'substring';
/** V8's own steps between two names: tables, scopes, backing stores. */
const MOST_BETWEEN = 3;
const SNAPSHOT_MS = 60_000;
/** What a load leaves is one or the other; a fixed lab that keeps a bounded number keeps less than half as much. */
const MANY = 24;
const LARGE_BYTES = 1024 * 1024;
const FIXED_SHARE = 0.5;
const UNDER_WAY_MS = 1_500;

const withPath = ({ evidence, moreEvidence = [] }: Lab['scenario']): readonly Evidence[] =>
  [evidence, ...moreEvidence].filter(({ retainerPath }) => retainerPath !== undefined);

const CASES = (await listLabs())
  .filter(({ slug }) => LONG || slug === IN_BRIEF)
  .flatMap((lab) => withPath(lab.scenario).map((evidence) => ({ lab, evidence })))
  .map(({ lab, evidence }) => ({ slug: lab.slug, path: (evidence.retainerPath ?? []).join(' → '), lab, evidence }));

test.each(CASES)('$slug: $path', async ({ lab, evidence }) => {
  const original = await lookedFor(lab, evidence, evidence.file);
  const told = original.retainedSize >= LARGE_BYTES ? 'retainedSize' : 'count';
  expect(told === 'retainedSize' || original.count >= MANY, JSON.stringify(original)).toBe(true);
  // Where nothing leaks, the solution holds as much.
  if (lab.scenario.acceptance.signal === 'not-a-leak') return;
  const fixed = await lookedFor(lab, evidence, 'solution.ts');
  expect(fixed[told]).toBeLessThan(FIXED_SHARE * original[told]);
});

interface Found {
  readonly count: number;
  /** Bytes; what one of them retains through another one counts twice. */
  readonly retainedSize: number;
}

async function lookedFor(lab: Lab, { retainerPath = [], when }: Evidence, file: string): Promise<Found> {
  const snapshot = await snapshotOf(lab, file, when);
  const { dominance } = analyse(snapshot);
  const ends = endsOf(snapshot, retainerPath);
  const retainedSize = ends.reduce((sum, node) => sum + dominance.retainedSize[node]!, 0);
  return { count: ends.length, retainedSize };
}

async function snapshotOf({ dir, scenario }: Lab, file: string, when: Evidence['when']): Promise<HeapSnapshot> {
  const launched = await launch({ scenario, entry: join(dir, file), ports: 'any' });
  if (launched.kind === 'dead') throw new Error(JSON.stringify(launched.death));
  await using child = launched.process;
  const { load } = scenario;
  const stop = new AbortController();
  const total = when === 'during' ? null : load.burst;
  const loading = runLoad({ load, port: child.ports.service, from: 0, total, signal: stop.signal });
  try {
    await (when === 'during' ? delay(UNDER_WAY_MS) : loading);
    const { body } = await new DiagnosticsClient(child.ports.debug).heapSnapshot(AbortSignal.timeout(SNAPSHOT_MS));
    const parser = new SnapshotParser();
    for await (const chunk of body) parser.push(chunk);
    return parser.end();
  } finally {
    stop.abort();
    await loading;
  }
}

/** The nodes at the end of the path, from wherever it begins. */
function endsOf(snapshot: HeapSnapshot, path: readonly string[]): number[] {
  const isStrong = strongEdges(snapshot);
  const { firstEdge, edgeTo, edgeName, edgeType } = snapshot;
  const numbered = new Set(['element', 'hidden'].map((type) => snapshot.edgeTypes.indexOf(type)));
  const isOf = (node: number, name: string): boolean =>
    nameOf(snapshot, node) === name || typeOf(snapshot, node) === name;
  const isCalled = (edge: number, name: string): boolean =>
    (!numbered.has(edgeType[edge]!) && snapshot.strings[edgeName[edge]!] === name) || isOf(edgeTo[edge]!, name);
  const step = (from: readonly number[], name: string, between: number): Set<number> => {
    // A variable and the constructor of what it holds are one step.
    const ends = new Set(from.filter((node) => isOf(node, name)));
    let layer = new Set(from);
    const seen = new Set(layer);
    for (let depth = 0; depth <= between && layer.size > 0; depth++) {
      const next = new Set<number>();
      for (const node of layer) {
        for (let edge = firstEdge[node]!; edge < firstEdge[node + 1]!; edge++) {
          if (!isStrong(node, edge)) continue;
          const to = edgeTo[edge]!;
          if (isCalled(edge, name)) ends.add(to);
          else if (!seen.has(to)) next.add(to);
          seen.add(to);
        }
      }
      layer = next;
    }
    return ends;
  };
  const [first = '', ...others] = path;
  const everywhere = Array.from({ length: snapshot.nodeCount }, (_, node) => node);
  let ends = [...step(everywhere, first, 0)];
  for (const name of others) ends = [...step(ends, name, MOST_BETWEEN)];
  return ends;
}
