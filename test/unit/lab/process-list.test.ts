import { expect, test } from 'vitest';
import { listProcesses, parseProcStat, parsePsLine, startTimeOf } from '#lab/process-list.ts';

test('a name with spaces and parentheses does not shift the fields of /proc/pid/stat', () => {
  const rest = `S 7 40 40 0 -1 4194560 1 0 0 0 1 2 0 0 20 0 11 0 987654 0 0`;
  expect(parseProcStat(42, `42 (we) ird (name) ${rest}`)).toEqual({ pid: 42, ppid: 7, pgid: 40, startedAt: '987654' });
});

test('zombies are no processes any more', () => {
  expect(parseProcStat(42, '42 (node) Z 7 40 40 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 987654 0 0')).toBeNull();
  expect(parsePsLine('   42     7    40 Z+   Mon Nov 22 14:05:09 2026')).toBeNull();
});

test('a line of ps', () => {
  expect(parsePsLine('   42     7    40 Ss   Mon Nov 22 14:05:09 2026    ')).toEqual({
    pid: 42,
    ppid: 7,
    pgid: 40,
    startedAt: 'Mon Nov 22 14:05:09 2026',
  });
  expect(parsePsLine('')).toBeNull();
});

test.skipIf(process.platform === 'win32')('this very process is among the living, under its parent', async () => {
  const self = (await listProcesses()).find(({ pid }) => pid === process.pid);
  expect(self?.ppid).toBe(process.ppid);
  expect(await startTimeOf(process.pid)).toBe(self?.startedAt);
});
