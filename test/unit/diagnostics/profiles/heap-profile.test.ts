import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { heapProfile } from '#diagnostics/profiles/heap-profile.ts';
import { heapText } from '#diagnostics/profiles/heap-text.ts';
import type { AllocationStats, HeapNode, LiveStats } from '#diagnostics/agent.ts';
import { combineProfiles } from '#pprof/combine.ts';
import { topData } from '#pprof/report/top.ts';
import type { Profile } from '#pprof/profile.ts';

const at = Date.UTC(2026, 10, 22);
const context = { program: '/app/server.ts', at };
/** An absolute path of the platform that the test runs on. */
const file = import.meta.filename;

function node<Stats>(name: string, allocations: readonly Stats[], children: readonly HeapNode<Stats>[] = []) {
  return { name, scriptName: name === '' ? '' : pathToFileURL(file).href, lineNumber: 7, children, allocations };
}

function stats(inuseObjects: number, inuseSpaceBytes: number, allocObjects: number, allocSpaceBytes: number) {
  return { inuseObjects, inuseSpaceBytes, allocObjects, allocSpaceBytes };
}

const tree: HeapNode<AllocationStats> = node(
  '',
  [],
  [
    node('serve', [stats(1, 10, 2, 20)], [node('leak', [stats(4, 4_000, 5, 5_000)])]),
    { name: 'push', scriptName: '', children: [], allocations: [stats(0, 0, 9, 900)] },
    { name: '', scriptName: 'node:internal/timers', lineNumber: 3, children: [], allocations: [stats(1, 1, 1, 1)] },
  ],
);
const reading = { kind: 'allocations', intervalBytes: 32_768, root: tree, earlier: null, renewedAt: null } as const;
const profile = heapProfile(reading, context);

function top(profile: Profile, sampleIndex: string) {
  const { rows } = topData(combineProfiles({ profiles: [profile] }), { sampleIndex, nodeFraction: 0 });
  return rows.map(({ name, flat, cum }) => [name, flat, cum]);
}

test('the four sample types in Go’s order, with Go’s default', () => {
  expect(profile.sampleTypes).toEqual([
    { type: 'alloc_objects', unit: 'count' },
    { type: 'alloc_space', unit: 'bytes' },
    { type: 'inuse_objects', unit: 'count' },
    { type: 'inuse_space', unit: 'bytes' },
  ]);
  expect(profile).toMatchObject({
    defaultSampleType: 'inuse_space',
    periodType: { type: 'space', unit: 'bytes' },
    period: 32_768,
    comments: [],
  });
  expect(profile.timeNanos).toBe(BigInt(at) * 1_000_000n);
});

test('each value ends up under its type', () => {
  expect(top(profile, 'inuse_space')).toEqual([
    ['leak', 4_000, 4_000],
    ['serve', 10, 4_010],
    ['(anonymous)', 1, 1],
  ]);
  expect(top(profile, 'inuse_objects')[0]).toEqual(['leak', 4, 4]);
  expect(top(profile, 'alloc_space').slice(0, 3)).toEqual([
    ['leak', 5_000, 5_000],
    ['push', 900, 900],
    ['serve', 20, 5_020],
  ]);
  expect(top(profile, 'alloc_objects')[0]).toEqual(['push', 9, 9]);
});

test('source files as an editor opens them; what is no file stays as V8 calls it', () => {
  expect(new Set(profile.functions.map(({ filename }) => filename))).toEqual(
    new Set([file, '', 'node:internal/timers']),
  );
  // Not a path: a filter for files of `/app/` is not to match what Node did.
  expect(profile.mappings[0]?.file).toBe('server');
});

test('where V8 knows only what is alive, nothing else is claimed', () => {
  const root: HeapNode<LiveStats> = node(
    '',
    [],
    [
      node('leak', [
        { count: 2, sizeBytes: 100 },
        { count: 3, sizeBytes: 10 },
      ]),
    ],
  );
  const live = heapProfile({ kind: 'inuse', intervalBytes: 524_288, root }, context);
  expect(live.sampleTypes.map(({ type }) => type)).toEqual(['inuse_objects', 'inuse_space']);
  expect(top(live, 'inuse_space')).toEqual([['leak', 230, 230]]);
  expect(top(live, 'inuse_objects')).toEqual([['leak', 5, 5]]);
  expect(live.comments).toEqual([expect.stringContaining('alloc_*')]);
  expect(heapText(live)).toContain('\n5: 230 [0: 0] @ 0x1\n');
});

test('the text is Go’s: totals with twice the rate, the biggest first, a block for each stack', () => {
  const text = heapText(profile);
  expect(text).toMatch(/^heap profile: 6: 4011 \[17: 5921\] @ heap\/65536\n# /);
  expect(text).toContain(
    ['4: 4000 [5: 5000] @ 0x2 0x1', `#\t0x2\tleak+0x0\t\t${file}:7`, `#\t0x1\tserve+0x0\t\t${file}:7`, ''].join('\n'),
  );
  expect(text.indexOf('4: 4000')).toBeLessThan(text.indexOf('1: 10 '));
  expect(text.indexOf('1: 1 ')).toBeLessThan(text.indexOf('0: 0 [9: 900]'));
});

test('what earlier lives of the sampler counted adds to alloc_* and to nothing else, and it is said', () => {
  const earlier = node('', [], [node('serve', [stats(0, 0, 10, 100)])]);
  const renewed = heapProfile({ ...reading, earlier, renewedAt: at }, context);
  expect(top(renewed, 'alloc_space').find(([name]) => name === 'serve')).toEqual(['serve', 120, 5_120]);
  expect(top(renewed, 'inuse_space')).toEqual(top(profile, 'inuse_space'));
  expect(renewed.comments.join('')).toContain('2026-11-22T00:00:00.000Z');
});
