/**
 * A note on disk for every living lab, so that whoever comes later can clean up when its owner was killed. Normally
 * the owner removes it, or the child's own watch does; reaping at start is the last net.
 */
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { DiagnosticsClient } from './diagnostics-client.ts';
import { killTree, type ProcessIdentity } from './process-tree.ts';
import { listByEnvironment, listProcesses } from './process-list.ts';

const identityShape = z.object({ pid: z.number().int().positive(), startedAt: z.string().nullable() });

const noteShape = z.object({
  runId: z.string().min(1),
  owner: identityShape,
  child: identityShape,
  debugPort: z.number().int(),
});

export type RunNote = z.infer<typeof noteShape>;

export function runFilePath(dir: string, runId: string): string {
  return join(dir, `${runId}.json`);
}

export async function writeRunFile(dir: string, note: RunNote): Promise<void> {
  await mkdir(dir, { recursive: true });
  await writeFile(runFilePath(dir, note.runId), JSON.stringify(note));
}

export async function removeRunFile(dir: string, runId: string): Promise<void> {
  await rm(runFilePath(dir, runId), { force: true });
}

/** Ends the labs whose owners are gone and removes their notes. Never touches a process it cannot identify. */
export async function reapOrphans(dir: string): Promise<void> {
  const names = await readdir(dir).catch(() => []);
  await Promise.all(names.filter((name) => name.endsWith('.json')).map((name) => reap(join(dir, name))));
}

async function reap(path: string): Promise<void> {
  const note = await readNote(path);
  if (note !== null) {
    if (await isSame(note.owner)) return;
    if (await isOurs(note)) await killTree({ ...note.child, runId: note.runId }, 0);
  }
  await rm(path, { force: true });
}

/** Half a file, as a crash while writing leaves it, names nobody. */
async function readNote(path: string): Promise<RunNote | null> {
  try {
    return noteShape.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null;
  }
}

async function isSame({ pid, startedAt }: ProcessIdentity): Promise<boolean> {
  if (process.platform === 'win32') return exists(pid);
  return (await listProcesses()).some((entry) => entry.pid === pid && entry.startedAt === startedAt);
}

/** By its start time, by its mark, or by what it answers itself: a recycled pid passes none of them. */
async function isOurs(note: RunNote): Promise<boolean> {
  if (process.platform !== 'win32') {
    return (await isSame(note.child)) || (await listByEnvironment(`VAZOU_RUN_ID=${note.runId}`)).size > 0;
  }
  const stats = await new DiagnosticsClient(note.debugPort).memstats().catch(() => null);
  return stats?.runId === note.runId && stats.pid === note.child.pid;
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
