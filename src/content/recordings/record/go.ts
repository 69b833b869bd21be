/** The leaking twin in Go under the lab's own load, and its profiles. Needs Go, and the twin's two ports free. */
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

/** Seconds of a CPU profile. */
const CPU_SECONDS = 3;

export async function recordGo(
  { slug, dir, scenario }: Lab,
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
    const { load } = scenario;
    const { next } = await runLoad({ load, port: SERVICE_PORT, from: 0, total: load.burst * ROUNDS });
    const capture = async (profile: GoProfile): Promise<void> => {
      const response = await fetch(`${DEBUG}/${profile}?${QUERIES[profile]}`);
      const bytes = new Uint8Array(await response.arrayBuffer());
      await writeFile(join(folder, captureFile(slug, profile, 'go')), portable(bytes, [home]));
    };
    const profiles = profilesOf(scenario);
    for (const profile of profiles) {
      if (profile === 'profile') await underLoad(scenario, next, () => capture(profile));
      else await capture(profile);
    }
    return { version, requests: next, profiles };
  } finally {
    twin.kill();
    await gone;
  }
}

const QUERIES = { heap: 'gc=1', goroutine: 'debug=0', profile: `seconds=${CPU_SECONDS}` } as const;
type GoProfile = keyof typeof QUERIES;

/** The heap always; CPU where Node's evidence is of CPU; goroutines where something waits, or holds a connection. */
function profilesOf({ evidence, moreEvidence = [] }: Lab['scenario']): readonly GoProfile[] {
  const seen = new Set([evidence, ...moreEvidence].map(({ profile }) => profile));
  return [
    'heap',
    ...(seen.has('profile') ? (['profile'] as const) : []),
    ...(seen.has('goroutine') || seen.has('fd') ? (['goroutine'] as const) : []),
  ];
}

async function underLoad({ load }: Lab['scenario'], from: number, work: () => Promise<void>): Promise<void> {
  const stop = new AbortController();
  const loading = runLoad({ load, port: SERVICE_PORT, from, total: null, signal: stop.signal });
  try {
    await work();
  } finally {
    stop.abort();
    await loading;
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
