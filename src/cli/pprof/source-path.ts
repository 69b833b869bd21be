import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ReportOptions } from '#pprof/options.ts';
import { splitList, trimPath } from '#pprof/path.ts';

/** Where a file that a profile names is on this machine; null when nothing says so. */
export function sourcePathOf(
  name: string,
  { sourcePath, trimPath: trim }: Pick<ReportOptions, 'sourcePath' | 'trimPath'>,
): string | null {
  if (name === '' || name.startsWith('node:')) return null;
  const directories = splitList(sourcePath === '' ? process.cwd() : sourcePath);
  const below = (path: string): string | null =>
    directories.map((directory) => join(directory, path)).find((candidate) => existsSync(candidate)) ?? null;
  // What only the machine of the recording had in front of it.
  const trimmed = trim === '' ? name : trimPath(name, trim, sourcePath);
  if (trimmed !== name) return below(trimmed);
  if (name.startsWith('file://')) return URL.canParse(name) ? fileURLToPath(name) : null;
  return isAbsolute(name) ? name : below(name);
}
