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
 * A lab that is known but not running is looked for at the default diagnostics port, where the refusal explains it.
 */
export async function labAddress(source: string): Promise<string | undefined> {
  if (existsSync(source)) return undefined;
  if ((await findLab(source)) === undefined) return undefined;
  const ports = (await Promise.all((await noteFiles()).map(livingPort))).filter((port) => port !== undefined);
  return heapAddress((await portOf(source, ports)) ?? DEFAULT_PORT);
}

const DEFAULT_PORT = 6060;

function heapAddress(port: number): string {
  return `http://127.0.0.1:${port}/debug/pprof/heap`;
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

/** With several labs running, the one whose command line names the lab's folder. */
async function portOf(slug: string, ports: readonly number[]): Promise<number | undefined> {
  if (ports.length <= 1) return ports[0];
  for (const port of ports) {
    const commandLine = await fetch(`http://127.0.0.1:${port}/debug/pprof/cmdline`).then(
      (response) => response.text(),
      () => '',
    );
    if (commandLine.split(/[\\/\0]/).includes(slug)) return port;
  }
  return undefined;
}
