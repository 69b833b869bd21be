/**
 * A lab's processes, all of them: killing only the direct child would leave what it started, and a grandchild with a
 * session of its own (`setsid`) escapes even a signal to the group.
 */
import { execFile } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { listByEnvironment, listProcesses, type ProcessEntry } from './process-list.ts';

/** One process for good: a pid alone may pass to a stranger. */
export interface ProcessIdentity {
  readonly pid: number;
  /** `null` where the system does not tell (Windows), or when it was gone before we could ask. */
  readonly startedAt: string | null;
}

export interface TreeRoot extends ProcessIdentity {
  /** In the environment of everything that the lab started. */
  readonly runId: string;
}

/** Between the request to end and the end: enough to close a server, too short to be noticed by a learner. */
const GRACE_MS = 1_500;
/** A process that survives SIGKILL this long hangs in the kernel; waiting longer helps nobody. */
const GIVE_UP_MS = 5_000;
const POLL_MS = 25;

/** Ends the whole tree: SIGTERM, then SIGKILL for what is left after the grace. Resolves once nothing is left. */
export async function killTree(root: TreeRoot, graceMs: number = GRACE_MS): Promise<void> {
  if (process.platform === 'win32') return killWindowsTree(root.pid);
  // Whoever was seen once stays on the list: when its parent dies it is re-parented, and no longer looks related.
  const seen = new Map<number, ProcessIdentity>([[root.pid, root]]);
  if (graceMs > 0 && (await endWith('SIGTERM', root.runId, seen, graceMs))) return;
  await endWith('SIGKILL', root.runId, seen, GIVE_UP_MS);
}

/**
 * The tree within a list: whatever carries the run's mark, and the known processes, their groups and all their
 * descendants. A known pid that has passed to a stranger is left alone.
 */
export function selectTree(
  processes: readonly ProcessEntry[],
  known: Iterable<ProcessIdentity>,
  marked: ReadonlySet<number>,
): readonly ProcessEntry[] {
  const present = new Map(processes.map((entry) => [entry.pid, entry]));
  const ours = [...known].filter(({ pid, startedAt }) => {
    const entry = present.get(pid);
    return entry === undefined || entry.startedAt === startedAt || marked.has(pid);
  });
  // The group outlives its leader, and while it has members its number is not given away.
  const groups = new Set(ours.map(({ pid }) => pid));
  const chosen = new Set(
    processes.filter(({ pid, pgid }) => marked.has(pid) || groups.has(pid) || groups.has(pgid)).map(({ pid }) => pid),
  );
  // One generation a round, until a round finds nobody new.
  for (let before = -1; before < chosen.size;) {
    before = chosen.size;
    for (const { pid, ppid } of processes) if (chosen.has(ppid)) chosen.add(pid);
  }
  return processes.filter(({ pid }) => chosen.has(pid));
}

/** Every living process of the tree. */
export async function treeOf(runId: string, known: Iterable<ProcessIdentity>): Promise<readonly ProcessEntry[]> {
  const [processes, marked] = await Promise.all([listProcesses(), listByEnvironment(`VAZOU_RUN_ID=${runId}`)]);
  return selectTree(processes, known, marked);
}

/** Signals the tree until it is empty; `false` when time runs out. Each process is told once. */
async function endWith(
  signal: 'SIGTERM' | 'SIGKILL',
  runId: string,
  seen: Map<number, ProcessIdentity>,
  withinMs: number,
): Promise<boolean> {
  const told = new Set<number>();
  const deadline = performance.now() + withinMs;
  do {
    const tree = await treeOf(runId, seen.values());
    if (tree.length === 0) return true;
    for (const entry of tree) {
      seen.set(entry.pid, entry);
      if (!told.has(entry.pid)) sendSignal(signal, entry.pid);
      told.add(entry.pid);
    }
    await delay(POLL_MS);
  } while (performance.now() < deadline);
  return false;
}

/** Gone in the meantime is as good as killed. */
export function sendSignal(signal: NodeJS.Signals, pid: number): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && (error.code === 'ESRCH' || error.code === 'EPERM'))) throw error;
  }
}

async function killWindowsTree(pid: number): Promise<void> {
  // It fails when the process is already gone, which is what was wanted.
  await promisify(execFile)('taskkill', ['/PID', String(pid), '/T', '/F'], { windowsHide: true }).catch(
    () => undefined,
  );
}
