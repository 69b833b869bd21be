import type { Profile } from './profile.ts';
import { compareUtf8 } from './text.ts';
import type { Warning } from './warning.ts';

/** Runtimes that write these labels mean bytes, without saying it. */
const BYTE_KEYS: ReadonlySet<string> = new Set(['alignment', 'request']);

/** The unit of each numeric label's key: the first that a sample gives, else guessed from the key. */
export function labelUnits(profile: Profile): { units: Map<string, string>; warnings: Warning[] } {
  const units = new Map<string, string>();
  const ignored = new Map<string, Set<string>>();
  // Label sets are interned in the order of the samples, so the first unit here is the first in the file.
  for (const { numbers } of profile.samples.labelSets) {
    for (const [key, values] of numbers) {
      for (const { unit } of values) {
        if (unit === '') continue;
        const used = units.get(key);
        if (used === undefined) units.set(key, unit);
        else if (used !== unit) ignored.set(key, (ignored.get(key) ?? new Set()).add(unit));
      }
    }
  }
  for (const { numbers } of profile.samples.labelSets) {
    for (const key of numbers.keys()) if (!units.has(key)) units.set(key, BYTE_KEYS.has(key) ? 'bytes' : key);
  }
  const warnings = [...ignored].map(([key, others]): Warning => {
    return { kind: 'label-units', key, used: units.get(key)!, ignored: [...others].sort(compareUtf8) };
  });
  return { units, warnings };
}
