/** What a lab's process leaves behind when it runs out of memory: where it goes, and how much of it is kept. */
import { readFile, readdir, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { localTimestamp } from './local-timestamp.ts';
import type { KeptProfile } from './run.ts';

/** A profile is a few KB, but a snapshot, where one is asked for, tens of MB. */
const MAX_KEPT = 20;
/** The labs of a killed owner leave empty folders; one of a living lab is never older than this. */
const EMPTY_FOR_MS = 24 * 60 * 60 * 1_000;
/** More than any lab's profile; the file is the learner's process's to write. */
const MAX_PROFILE_BYTES = 16 * 1024 * 1024;

/** The folder of one process. Two that start within the same second differ by their run. */
export function deathFolder(deathsDir: string, slug: string, runId: string): string {
  return join(deathsDir, `${slug}-${localTimestamp(new Date())}-${runId.slice(0, 4)}`);
}

/** What the process left in its folder; `null`, and no folder, if it left no profile. Never rejects. */
export async function keepLastProfile(deathsDir: string, folder: string): Promise<KeptProfile | null> {
  try {
    const names = await readdir(folder).catch(() => []);
    const profile = names.find((name) => name.endsWith('.pb.gz'));
    if (profile === undefined) {
      await dropLastProfile(folder);
      return null;
    }
    await prune(deathsDir);
    const snapshot = names.find((name) => name.endsWith('.heapsnapshot'));
    return { path: join(folder, profile), snapshot: snapshot === undefined ? null : join(folder, snapshot) };
  } catch {
    return null;
  }
}

/** For an end that was none of memory: a profile kept on the way there says nothing about it. Never rejects. */
export async function dropLastProfile(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true }).catch(() => undefined);
}

/** The profile and when it was taken; `null` if it is gone or none of a lab's. */
export async function readLastProfile({
  path,
}: KeptProfile): Promise<{ readonly bytes: Uint8Array; readonly takenAt: number } | null> {
  try {
    const { size, mtimeMs } = await stat(path);
    return size > MAX_PROFILE_BYTES ? null : { bytes: await readFile(path), takenAt: Math.round(mtimeMs) };
  } catch {
    return null;
  }
}

async function prune(deathsDir: string): Promise<void> {
  const folders = await Promise.all(
    (await readdir(deathsDir)).map(async (name) => {
      const path = join(deathsDir, name);
      return { path, changedAt: (await stat(path)).mtimeMs, isEmpty: (await readdir(path)).length === 0 };
    }),
  );
  const full = folders.filter(({ isEmpty }) => !isEmpty).sort((a, b) => b.changedAt - a.changedAt);
  const old = folders.filter(({ isEmpty, changedAt }) => isEmpty && changedAt < Date.now() - EMPTY_FOR_MS);
  await Promise.all([
    ...full.slice(MAX_KEPT).map(({ path }) => dropLastProfile(path)),
    // Not with its contents: it may just have got some.
    ...old.map(({ path }) => rmdir(path).catch(() => undefined)),
  ]);
}
