/** Tells a service that computes from one that waits for what never comes. */
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { DiagnosticsClient } from './diagnostics-client.ts';
import type { LabProcess } from './lab-process.ts';
import { mostBetween, threadTimes } from './thread-times.ts';

const WATCH_MS = 400;
/** A loop gets a tenth of a core even on a crowded machine; a service that only waits took up to 3.5 % on a slow one. */
const IDLE_SHARE = 0.05;

/** Whether none of the process's threads has anything to do; `null` when nobody tells, or the process is stopped. */
export async function isIdle({ pid, ports }: Pick<LabProcess, 'pid' | 'ports'>): Promise<boolean | null> {
  const before = threadTimes(pid);
  if (before.size === 0) return isMainIdle(ports.debug);
  await delay(WATCH_MS);
  const after = threadTimes(pid);
  // Whoever is kept from computing is not told from who has no need to.
  return after.size === 0 || isStopped(pid) ? null : mostBetween('computed', before, after) < WATCH_MS * IDLE_SHARE;
}

/** By a signal, or a debugger. */
function isStopped(pid: number): boolean {
  try {
    // The state comes after the name, which may hold anything.
    const [state = ''] = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1) ?? '';
    return state.toUpperCase() === 'T';
  } catch {
    return false;
  }
}

/** Where the system does not tell of threads, the process tells of its main one: each question costs that some 5 ms. */
async function isMainIdle(debugPort: number): Promise<boolean | null> {
  const diagnostics = new DiagnosticsClient(debugPort);
  const spent = async (): Promise<number | null> => (await diagnostics.memstats()).mainCpu ?? null;
  try {
    const before = await spent();
    await delay(WATCH_MS);
    const after = await spent();
    return before === null || after === null ? null : (after - before) / 1_000 < WATCH_MS * IDLE_SHARE;
  } catch {
    return null;
  }
}
