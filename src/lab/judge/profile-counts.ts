/** Counts that only a profile knows: pending promises, and files where the system does not list them. */
import { decodeProfile } from '#pprof/codec.ts';
import { valuesOf } from '#pprof/column.ts';
import type { DiagnosticsClient } from '../diagnostics-client.ts';
import type { DiagnosticsWish } from '../scenario.ts';
import type { Reading } from './measure.ts';

export async function profileCounts(
  diagnostics: DiagnosticsClient,
  wish: DiagnosticsWish,
  files: number | null | undefined,
  signal: AbortSignal,
): Promise<Pick<Reading, 'promises' | 'fdProfile'>> {
  return {
    ...(wish.promises === 'all' && { promises: total(await diagnostics.profile('goroutine', '', signal)) }),
    ...(wish.fd && files === null && { fdProfile: total(await diagnostics.profile('fd', '', signal)) }),
  };
}

/** The sum of a profile's first value: in these profiles, how many there are. */
function total(bytes: Uint8Array): number {
  const [values] = decodeProfile(bytes).samples.values;
  return values === undefined ? 0 : valuesOf(values).reduce((sum: number, value) => sum + Number(value), 0);
}
