/** The worker that ends its own process, and all that it started, once the owner is gone (even by `kill -9`). */
import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { workerData } from 'node:worker_threads';
import { startTimeOf } from '../process-list.ts';
import { killTree, sendSignal, treeOf } from '../process-tree.ts';

interface WatchData {
  readonly ownerPid: number;
  readonly runFile: string;
  readonly runId: string;
}

const POLL_MS = 250;

const { ownerPid, runFile, runId }: WatchData = workerData;

while (ownerLives()) await delay(POLL_MS);
await rm(runFile, { force: true });
await endAll();

/** On POSIX an orphan is re-parented at once, so that a recycled pid deceives nobody; Windows keeps the old number. */
function ownerLives(): boolean {
  if (process.platform !== 'win32') return process.ppid === ownerPid;
  try {
    process.kill(ownerPid, 0);
    return true;
  } catch {
    return false;
  }
}

/** This process last: it is the one that does the killing. */
async function endAll(): Promise<void> {
  const self = { pid: process.pid, startedAt: await startTimeOf(process.pid) };
  if (process.platform === 'win32') return killTree({ ...self, runId });
  for (const { pid } of await treeOf(runId, [self])) if (pid !== self.pid) sendSignal('SIGKILL', pid);
  sendSignal('SIGKILL', self.pid);
}
