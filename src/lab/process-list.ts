/**
 * The processes of this machine, as far as killing a tree needs to know them: from /proc on Linux, from `ps` on other
 * POSIX systems. Windows is not listed: there `taskkill /T` walks the tree itself.
 */
import { execFile } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { promisify } from 'node:util';

export interface ProcessEntry {
  readonly pid: number;
  readonly ppid: number;
  readonly pgid: number;
  /** When it started, in the system's own notation. Together with the pid it names one process for good. */
  readonly startedAt: string;
}

/** Zombies are left out: they hold nothing and cannot be killed. */
export async function listProcesses(): Promise<readonly ProcessEntry[]> {
  return process.platform === 'linux' ? fromProc() : fromPs();
}

/** Start time of a living process; `null` when it is gone or the system does not say. */
export async function startTimeOf(pid: number): Promise<string | null> {
  if (process.platform === 'win32') return null;
  return (await listProcesses()).find((entry) => entry.pid === pid)?.startedAt ?? null;
}

/** Linux only: whether a process had children that have ended, and that took the processor 10 ms or more. */
export async function hadChildren(pid: number): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  const stat = (await readOrNull(`/proc/${pid}/stat`)) ?? '';
  // Fields 16 and 17: their time in user and in system mode, in ticks.
  const [user, system] = fieldsOf(stat).slice(13, 15).map(Number);
  return (user ?? 0) + (system ?? 0) > 0;
}

/** Linux only: the processes whose environment holds this `NAME=value`, wherever they were re-parented to. */
export async function listByEnvironment(assignment: string): Promise<ReadonlySet<number>> {
  if (process.platform !== 'linux') return new Set();
  const found = await Promise.all(
    (await pidsInProc()).map(async (pid) => {
      const environment = await readOrNull(`/proc/${pid}/environ`);
      return environment !== null && environment.split('\0').includes(assignment) ? [pid] : [];
    }),
  );
  return new Set(found.flat());
}

async function fromProc(): Promise<readonly ProcessEntry[]> {
  const entries = await Promise.all(
    (await pidsInProc()).map(async (pid) => {
      const stat = await readOrNull(`/proc/${pid}/stat`);
      return stat === null ? null : parseProcStat(pid, stat);
    }),
  );
  return entries.filter((entry) => entry !== null);
}

/** `pid (name) state ppid pgrp …`, from the third field on. The name may itself hold spaces and parentheses. */
function fieldsOf(stat: string): readonly string[] {
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** The start time is field 22. */
export function parseProcStat(pid: number, stat: string): ProcessEntry | null {
  const fields = fieldsOf(stat);
  const [state, ppid, pgid] = fields;
  const startedAt = fields[19];
  if (state === 'Z' || ppid === undefined || pgid === undefined || startedAt === undefined) return null;
  return { pid, ppid: Number(ppid), pgid: Number(pgid), startedAt };
}

async function fromPs(): Promise<readonly ProcessEntry[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,pgid=,stat=,lstart='], {
    env: { ...process.env, LC_ALL: 'C' },
  });
  return stdout
    .split('\n')
    .map(parsePsLine)
    .filter((entry) => entry !== null);
}

/** `  123     1   123 S    Mon Nov 22 14:05:09 2026` */
export function parsePsLine(line: string): ProcessEntry | null {
  const match = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(.+?)\s*$/.exec(line);
  const [, pid, ppid, pgid, state, startedAt] = match ?? [];
  if (pid === undefined || startedAt === undefined || state === undefined || state.startsWith('Z')) return null;
  return { pid: Number(pid), ppid: Number(ppid), pgid: Number(pgid), startedAt };
}

async function pidsInProc(): Promise<number[]> {
  return (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
}

/** Processes come and go while we look, and those of others are not ours to read: both are no entry. */
async function readOrNull(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'latin1');
  } catch {
    return null;
  }
}
