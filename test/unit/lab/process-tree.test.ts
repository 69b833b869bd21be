import { expect, test } from 'vitest';
import { selectTree } from '#lab/process-tree.ts';

const at = (pid: number, ppid: number, pgid: number, startedAt = `t${pid}`) => ({ pid, ppid, pgid, startedAt });
const pids = (tree: readonly { pid: number }[]): number[] => tree.map(({ pid }) => pid).sort((a, b) => a - b);
const nobody: ReadonlySet<number> = new Set();

const shell = at(1, 0, 1);
const lab = at(100, 1, 100);
const child = at(101, 100, 100);
const grandchildInItsOwnSession = at(102, 101, 102);
const neighbour = at(200, 1, 200);
const machine = [neighbour, grandchildInItsOwnSession, child, lab, shell];

test('the root with all its descendants, whatever their session, and nobody else', () => {
  expect(pids(selectTree(machine, [lab], nobody))).toEqual([100, 101, 102]);
});

test('the group outlives its leader', () => {
  const orphan = at(101, 1, 100);
  expect(pids(selectTree([shell, orphan, neighbour], [lab], nobody))).toEqual([101]);
});

test('who was seen before stays known after it was re-parented into a session of its own', () => {
  const escaped = at(102, 1, 102);
  expect(pids(selectTree([shell, escaped, neighbour], [lab, grandchildInItsOwnSession], nobody))).toEqual([102]);
});

test("the run's mark tells wherever a process ended up", () => {
  const escaped = at(102, 1, 102);
  const itsChild = at(103, 102, 103);
  expect(pids(selectTree([shell, escaped, itsChild, neighbour], [lab], new Set([102])))).toEqual([102, 103]);
});

test('a recycled pid is a stranger, and so are its group and children', () => {
  const stranger = at(100, 1, 100, 'later');
  const itsChild = at(101, 100, 100);
  expect(selectTree([shell, stranger, itsChild], [lab], nobody)).toEqual([]);
});

test('without a start time nothing is certain, so nobody is chosen', () => {
  expect(selectTree(machine, [{ pid: 100, startedAt: null }], nobody)).toEqual([]);
});
