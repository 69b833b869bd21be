/** A profile as it can be kept: files named from the repository on, not by where it stands on one machine. */
import { relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import { packageRoot } from '#lab/paths.ts';
import { decodeProfile, encodeProfile } from '#pprof/codec.ts';
import type { ProfileFunction } from '#pprof/profile.ts';

/**
 * @param roots further folders that names are told from
 * @returns the profile anew, gzipped; files outside of the repository (`node:…`) keep their names
 */
export function portable(bytes: Uint8Array, roots: readonly string[] = []): Uint8Array {
  const fromRoot = (filename: string): string => {
    const root = [packageRoot, ...roots].find((folder) => filename.startsWith(folder + sep));
    return root === undefined ? filename : relative(root, filename).replaceAll(sep, '/');
  };
  const profile = decodeProfile(bytes);
  const moved = new Map(profile.functions.map((item) => [item, { ...item, filename: fromRoot(item.filename) }]));
  const move = (item: ProfileFunction): ProfileFunction => moved.get(item) ?? item;
  const mappings = new Map(profile.mappings.map((item) => [item, { ...item, file: fromRoot(item.file) }]));
  return gzipSync(
    encodeProfile({
      ...profile,
      mappings: [...mappings.values()],
      functions: profile.functions.map(move),
      locations: profile.locations.map((location) => ({
        ...location,
        mapping: (location.mapping && mappings.get(location.mapping)) ?? null,
        lines: location.lines.map((line) => ({ ...line, function: move(line.function) })),
      })),
    }),
    { level: 9 },
  );
}
