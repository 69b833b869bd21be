/** The real Go, where it is installed. Nobody needs it to learn here; an author's machine and CI should have it. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bad, good, skipped, type Finding } from './result.ts';

const run = promisify(execFile);

/** The first build of net/http on a machine takes a while; a lab's profile does not. */
const BUILD_TIMEOUT_MS = 180_000;
const PPROF_TIMEOUT_MS = 30_000;

let version: Promise<string | null> | undefined;

/** `go1.19.8`, or `null` where there is none. */
export function goVersion(): Promise<string | null> {
  version ??= run('go', ['version']).then(
    ({ stdout }) => /go\d[\w.]*/.exec(stdout)?.[0] ?? null,
    () => null,
  );
  return version;
}

/** Output of `go tool pprof`. Rejects with what it complained of. */
export async function goPprof(args: readonly string[]): Promise<string> {
  await using folder = await temporary();
  const env = { ...process.env, PPROF_TMPDIR: folder.path, TZ: 'UTC' };
  return (await run('go', ['tool', 'pprof', ...args], { env, timeout: PPROF_TIMEOUT_MS })).stdout;
}

/** Names in the order of a `-top` report. */
export function topNames(report: string): string[] {
  return [...report.matchAll(/^ *\S+ +\S+% +\S+% +\S+ +\S+%  (\S.*)$/gm)].flatMap(([, name]) => name ?? []);
}

/** Vets and builds the twin; leaves nothing behind in its folder. */
export async function checkTwin(folder: string): Promise<Finding> {
  if ((await goVersion()) === null) return skipped('sem Go nesta máquina');
  await using out = await temporary();
  try {
    const options = { cwd: folder, timeout: BUILD_TIMEOUT_MS };
    await run('go', ['vet', './...'], options);
    await run('go', ['build', '-o', join(out.path, 'twin'), '.'], options);
    const { stdout } = await run('gofmt', ['-l', '.'], options);
    return stdout.trim() === '' ? good('go vet e go build sem queixas') : bad(`gofmt mudaria ${stdout.trim()}`);
  } catch (error) {
    return bad(error instanceof Error ? error.message : String(error));
  }
}

async function temporary(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'vazou-go-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
