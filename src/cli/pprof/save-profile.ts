import { encodeProfile } from '#pprof/codec.ts';
import type { Profile } from '#pprof/profile.ts';
import { basename, join } from 'node:path';
import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { gzipSync } from 'node:zlib';

/** Files tried before giving up, as in pprof. */
const MAX_NUMBERED = 10_000;

/**
 * Keeps a fetched profile, which exists nowhere else: in `PPROF_TMPDIR`, else `~/pprof`, else the system's directory
 * for temporary files.
 * @returns where
 */
export function saveProfile(profile: Profile): string {
  const bytes = gzipSync(encodeProfile(profile));
  const program = basename(profile.mappings[0]?.file ?? '');
  const parts = ['pprof', ...(program === '' ? [] : [program]), ...profile.sampleTypes.map(({ type }) => type)];
  const directory = writableDirectory();
  for (let number = 1; number < MAX_NUMBERED; number++) {
    const path = join(directory, `${parts.join('.')}.${String(number).padStart(3, '0')}.pb.gz`);
    try {
      const file = openSync(path, 'wx');
      writeFileSync(file, bytes);
      closeSync(file);
      return path;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
  throw new Error(`${directory}: EEXIST`);
}

function writableDirectory(): string {
  const chosen = process.env['PPROF_TMPDIR'];
  const candidates = [...(chosen === undefined || chosen === '' ? [] : [chosen]), join(homedir(), 'pprof'), tmpdir()];
  let failure: unknown;
  for (const directory of candidates) {
    try {
      mkdirSync(directory, { recursive: true });
      return directory;
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}
