/** From a pprof file to what the panel shows. Pure; runs in the worker. */
import { decodeProfile } from '#pprof/codec.ts';
import { layoutFlame } from '#pprof/flame.ts';
import type { Profile } from '#pprof/profile.ts';
import { topData } from '#pprof/report/top.ts';
import { sampleIndex } from '#pprof/sample-index.ts';
import type { ProfileView } from './protocol.ts';

/**
 * @param sampleType name of a sample type, or null for the profile's default; a type that this profile does not have
 * (another capture had it) is the default too.
 * @throws {ProfileError} when the bytes are no profile.
 */
export function viewOf(bytes: Uint8Array, sampleType: string | null): ProfileView {
  const profile = decodeProfile(bytes);
  const known = profile.sampleTypes.some(({ type }) => type === sampleType) ? sampleType : null;
  const index = sampleIndex(profile, known ?? '');
  const selected = profile.sampleTypes[index]!;
  const options = { sampleIndex: selected.type };
  const top = topData(profile, options);
  const files = filesByFunction(profile);
  return {
    sampleTypes: profile.sampleTypes,
    selected,
    total: Number(top.total),
    rows: top.rows.map(({ name, flat, cum }) => ({
      name,
      file: files.get(name) ?? '',
      flat: Number(flat),
      cum: Number(cum),
    })),
    flame: layoutFlame(profile, options),
  };
}

/** The file of each function; empty when several files have a function of that name. */
function filesByFunction({ functions }: Profile): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const { name, filename } of functions) {
    const known = files.get(name);
    files.set(name, known === undefined || known === filename ? filename : '');
  }
  return files;
}
