import { expect, test, vi } from 'vitest';
import { findRetainers, type RetainerFilter } from '#heap-snapshot/retainers.ts';
import { t } from '#i18n/index.ts';
import { lineOf, parse, takeSnapshot } from './support/take.ts';

// A process that writes a snapshot takes half a second, or several on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const KIB = 1024;

interface Case {
  readonly leak: string;
  readonly filter: RetainerFilter;
  readonly path: string;
  /** What one of the fifty retains at least. */
  readonly each: number;
  /** How many there are when nothing leaks. */
  readonly left: number;
}

const CASES: readonly Case[] = [
  {
    leak: 'remember',
    filter: { kind: 'size', min: 100_000 },
    path: 'string(200024) ← parent ← sliced string ← trace ← Object ← Array ← recent (program.ts)',
    each: 200_000,
    left: 0,
  },
  {
    leak: 'remember',
    filter: { kind: 'string', pattern: /^\d+-x{900}/ },
    path: 'string(200024) ← parent ← sliced string ← trace ← Object ← Array ← recent (program.ts)',
    each: 200_000,
    left: 0,
  },
  {
    leak: 'buildReport',
    filter: { kind: 'constructor', name: 'Report' },
    path: 'Report ← Map ← reports (program.ts)',
    each: 2 * KIB,
    left: 1,
  },
  {
    leak: 'listen',
    filter: { kind: 'size', min: 40_000 },
    path: `(object elements)(40016) ← elements ← Array ← rows ← onTick() em program.ts:${lineOf('function onTick')} ← Array ← tick ← Object ← _events ← EventEmitter ← bus (program.ts)`,
    each: 40_000,
    left: 0,
  },
  {
    leak: 'subscribe',
    filter: { kind: 'size', min: 40_000 },
    path: `(object elements)(40016) ← elements ← Array ← samples ← função sem nome em program.ts:${lineOf('handlers.push')} ← Array ← handlers (program.ts)`,
    each: 40_000,
    left: 0,
  },
  {
    leak: 'openSession',
    filter: { kind: 'constructor', name: 'Report' },
    path: 'Report ← Object ← Array ← keys (program.ts)',
    each: 2 * KIB,
    left: 0,
  },
  {
    leak: 'visit',
    filter: { kind: 'string', pattern: /^\/ofertas/ },
    path: 'string(1040) ← Object ← visits (program.ts)',
    each: 1_000,
    left: 0,
  },
];

test.each(CASES)('$leak, asked by $filter.kind: the path, how many, how much', ({ leak, filter, path, each }) => {
  const clusters = findRetainers(parse(takeSnapshot(leak)), { filter, limit: 100 });
  const found = clusters.find((cluster) => t.retainers.path(cluster.path) === path);
  expect(clusters.map((cluster) => t.retainers.path(cluster.path))).toContain(path);
  expect(found?.count).toBe(50);
  expect(found?.retainedSize).toBeGreaterThan(50 * each);
});

test.each(CASES)('$leak, fixed: the cluster is gone ($filter.kind)', ({ leak, filter, path, left }) => {
  const clusters = findRetainers(parse(takeSnapshot(leak, { fixed: true })), { filter, limit: 100 });
  const found = clusters.find((cluster) => t.retainers.path(cluster.path) === path);
  expect(found?.count ?? 0).toBe(left);
});

test('a chain of closures is a cluster, not one for each link', () => {
  const filter: RetainerFilter = { kind: 'constructor', name: 'Report' };
  const clusters = findRetainers(parse(takeSnapshot('publish')), { filter, limit: 100 });
  const closure = `priceOf() em program.ts:${lineOf('priceOf: () => table')} ← priceOf ← Object`;
  expect(clusters.slice(0, 2).map(({ count, path }) => [count, t.retainers.path(path)])).toEqual([
    [49, `Report ← table ← Object ← previous ← ${closure} ← current (program.ts)`],
    [1, 'Report ← table ← Object ← current (program.ts)'],
  ]);
});

test.each([
  ['remember', 'Object ← Array ← recent (program.ts)'],
  ['buildReport', 'Report ← Map ← reports (program.ts)'],
  [
    'listen',
    `onTick() em program.ts:${lineOf('function onTick')} ← Array ← tick ← Object ← _events ← EventEmitter ← bus (program.ts)`,
  ],
  ['subscribe', `função sem nome em program.ts:${lineOf('handlers.push')} ← Array ← handlers (program.ts)`],
])('without a filter, %s stands among the first, and goes when it is fixed', (leak, path) => {
  const pathsOf = (bytes: Uint8Array): string[] =>
    findRetainers(parse(bytes), { limit: 12 }).map((cluster) => t.retainers.path(cluster.path));
  expect(pathsOf(takeSnapshot(leak))).toContain(path);
  expect(pathsOf(takeSnapshot(leak, { fixed: true }))).not.toContain(path);
});

test('without a filter, the text of the program itself is not among them', () => {
  const clusters = findRetainers(parse(takeSnapshot('visit')), { limit: 12 });
  const ofStrings = clusters.filter(({ path }) => path.steps[0]?.kind === 'string');
  expect(ofStrings.map(({ path }) => t.retainers.path(path))).toContain('string(1040) ← Object ← visits (program.ts)');
  expect(ofStrings.map(({ path }) => path.steps[1]?.kind)).not.toContain('internal');
});

test('without a filter, what two holders lead to is told by itself, not what each of them holds alone', () => {
  const clusters = findRetainers(parse(takeSnapshot('share')), { limit: 12 });
  const shared = clusters.find(({ path }) => path.steps[0]?.name === 'Report');
  expect(t.retainers.path(shared?.path ?? { steps: [], file: null })).toMatch(
    /^Report ← report ← Object ← Array ← (waiting|asked) \(program\.ts\)$/,
  );
  expect(shared?.count).toBe(50);
  expect(shared?.retainedSize).toBeGreaterThan(50 * 2 * KIB);
});
