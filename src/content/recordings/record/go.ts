/** The leaking twin in Go under the lab's own load, and its heap profile. Needs Go, and the twin's two ports free. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Lab } from '#lab/catalog.ts';
import { goVersion } from '#lab/check/go.ts';
import { runLoad } from '#lab/load.ts';
import { captureFile, type Recording } from '../recording.ts';
import { portable } from './portable.ts';

const ROUNDS = 3;
/** Go programs listen where Go programs listen. */
const SERVICE_PORT = 8080;
const DEBUG = 'http://127.0.0.1:6060/debug/pprof';
const START_TIMEOUT_MS = 10_000;

export async function recordGo(
  { slug, dir, scenario: { load } }: Lab,
  home: string,
  folder: string,
): Promise<NonNullable<Recording['go']>> {
  const version = await goVersion();
  if (version === null) throw new Error('no Go on this machine');
  const binary = join(home, slug);
  execFileSync('go', ['build', '-o', binary, '.'], { cwd: join(dir, 'go'), stdio: 'inherit' });
  const twin = spawn(binary, { stdio: ['ignore', 'ignore', 'inherit'] });
  const gone = once(twin, 'exit');
  try {
    await Promise.race([
      listening(),
      gone.then(() => {
        throw new Error(`the twin of ${slug} has ended: is one of its ports taken?`);
      }),
    ]);
    const { next } = await runLoad({ load, port: SERVICE_PORT, from: 0, total: load.burst * ROUNDS });
    const response = await fetch(`${DEBUG}/heap?gc=1`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    await writeFile(join(folder, captureFile(slug, 'heap', 'go')), portable(bytes, [home]));
    return { version, requests: next };
  } finally {
    twin.kill();
    await gone;
  }
}

async function listening(): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const answer = await fetch(`${DEBUG}/cmdline`).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    if (Date.now() > deadline) throw new Error('the twin does not answer');
    await delay(50);
  }
}
