import { decodeProfile } from '#pprof/codec.ts';
import { rawText } from '#pprof/report/raw.ts';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArguments } from '../../src/cli/pprof/arguments.ts';
import { loadProfile } from '../../src/cli/pprof/load.ts';
import { render } from '../../src/cli/pprof/report.ts';

/** Paths in arguments are relative to it, and so are the source files of a listing. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What a pprof printed, or that it refused. */
export type Outcome = string | { readonly refused: true };

const REFUSED: Outcome = { refused: true };
/** Reports that are saved, not printed: they are compared as `-raw` shows their content. */
const BINARY = /^-(proto|topproto)$/;
const MAX_OUTPUT = 256 * 2 ** 20;

/** Whether the reference, `go tool pprof`, is on this machine. */
export function hasReference(): boolean {
  try {
    execFileSync('go', ['version'], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
}

/** What Go's pprof prints. Symbolisation is off: it would look for binaries, and rewrites JavaScript's names. */
export function runReference(args: readonly string[]): Outcome {
  const env = { ...process.env, TZ: 'UTC' };
  const run = (all: readonly string[]): Buffer =>
    execFileSync('go', ['tool', 'pprof', '-symbolize=none', ...all], {
      cwd: ROOT,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: MAX_OUTPUT,
    });
  const directory = mkdtempSync(join(tmpdir(), 'vazou-parity-'));
  try {
    if (!args.some((arg) => BINARY.test(arg))) return comparable(run(args).toString('utf8'));
    const file = join(directory, 'out.pb.gz');
    run([`-output=${file}`, ...args]);
    return comparable(rawText(decodeProfile(readFileSync(file))));
  } catch {
    return REFUSED;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** What Vazou's pprof prints. */
export async function runVazou(args: readonly string[]): Promise<Outcome> {
  try {
    const invocation = parseArguments(args);
    const { profile } = await loadProfile(invocation, { onFetch: () => {}, onRescue: () => {} });
    const format = invocation.command?.format;
    if (format === undefined || format === 'weblist') return REFUSED;
    const { content } = render(profile, format, invocation.settings, invocation.pattern);
    return comparable(typeof content === 'string' ? content : rawText(decodeProfile(content)));
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) throw error; // ours is broken
    return REFUSED;
  }
}

/**
 * Takes out the two differences that we want: the form of the `Time:` header (we print that of pprof's current
 * version) and the column in `-raw`, which Go 1.19's does not have.
 */
function comparable(text: string): string {
  return text
    .replace(/^Time: .*\n/m, '')
    .replace(/Time: [^\\]*?\\l/, '')
    .replace(/:(-?\d+):0 s=/g, ':$1 s=');
}
