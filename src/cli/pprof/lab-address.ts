import { findLab } from '#lab/catalog.ts';
import { DiagnosticsClient } from '#lab/diagnostics-client.ts';
import { runDir } from '#lab/paths.ts';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const noteShape = z.object({ runId: z.string(), debugPort: z.number().int() });

/**
 * The address of a running lab's heap profile, when the source is the id of a lab; a file of that name comes first.
 *
 * @returns `undefined` when the source names no lab, `null` when it names one that is not running.
 */
export async function labAddress(source: string): Promise<string | null | undefined> {
  if (existsSync(source)) return undefined;
  if ((await findLab(source)) === undefined) return undefined;
  for (const file of await noteFiles()) {
    const port = await livingPort(file);
    if (port !== undefined && (await runsLab(port, source))) return `http://127.0.0.1:${port}/debug/pprof/heap`;
  }
  return null;
}

async function noteFiles(): Promise<string[]> {
  const names = await readdir(runDir()).catch(() => []);
  return names.filter((name) => name.endsWith('.json')).map((name) => join(runDir(), name));
}

/** The port of a note, if the process behind it says that it is the one meant. */
async function livingPort(file: string): Promise<number | undefined> {
  try {
    const note = noteShape.parse(JSON.parse(await readFile(file, 'utf8')));
    const stats = await new DiagnosticsClient(note.debugPort).memstats();
    return stats.runId === note.runId ? note.debugPort : undefined;
  } catch {
    return undefined; // half a note, or a process that is gone
  }
}

/** Its command line names the lab's folder, be it the original or the learner's copy. */
async function runsLab(port: number, slug: string): Promise<boolean> {
  const commandLine = await fetch(`http://127.0.0.1:${port}/debug/pprof/cmdline`).then(
    (response) => response.text(),
    () => '',
  );
  return commandLine.split(/[\\/\0]/).includes(slug);
}
