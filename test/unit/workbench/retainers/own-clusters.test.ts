import { expect, test } from 'vitest';
import type { RetainerCluster } from '#heap-snapshot/retainers.ts';
import { ownClusters, ownSayEnough } from '#workbench/retainers/own-clusters.ts';

const MIB = 2 ** 20;
const OWN = 'file:///lab/server.ts';
const cluster = (retainedSize: number, file: string | null, placedIn?: string): RetainerCluster => ({
  count: 1,
  retainedSize,
  selfSize: 1,
  path: {
    file,
    steps: [
      {
        kind: 'function',
        name: '',
        selfSize: 1,
        place: placedIn === undefined ? null : { file: placedIn, line: 1 },
        heldAs: null,
        heldBy: 'element',
      },
    ],
  },
});
const isOwn = (file: string): boolean => file === OWN;

const variable = cluster(7 * MIB, OWN);
const timer = cluster(MIB, null, OWN);
const node = cluster(9 * MIB, null, 'node:net');
const stripper = cluster(3 * MIB, null, 'node:util');

test('held by a variable or by a function of the program', () => {
  expect(ownClusters([node, variable, timer], isOwn)).toEqual([variable, timer]);
});

test('they come alone unless something else holds most', () => {
  expect(ownSayEnough([variable, timer], [node, variable, timer])).toBe(true);
  expect(ownSayEnough([timer], [node, timer])).toBe(false);
  expect(ownSayEnough([timer], [stripper, timer])).toBe(true);
  expect(ownSayEnough([], [node])).toBe(false);
  expect(ownSayEnough([], [])).toBe(false);
});
