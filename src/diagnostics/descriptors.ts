import { fstatSync, readdirSync, readlinkSync } from 'node:fs';

/** Linux and macOS list a process's descriptors as files of a folder; Windows has no such place. */
const FOLDER = process.platform === 'linux' ? '/proc/self/fd' : process.platform === 'darwin' ? '/dev/fd' : null;

export type DescriptorKind = 'file' | 'socket' | 'pipe' | 'device' | 'other';

/** What the system says that this process has open, by number; `null` where it does not say. */
export function openDescriptors(): ReadonlyMap<number, DescriptorKind> | null {
  if (FOLDER === null) return null;
  const numbers = readdirSync(FOLDER).map(Number);
  // The listing itself held one open, which is not any more.
  return new Map(numbers.flatMap((number) => kindOf(number) ?? []));
}

/** How many there are. Cheaper than what they are. */
export function countDescriptors(): number | null {
  return FOLDER === null ? null : readdirSync(FOLDER).length - 1;
}

/** The path of an open file, where the system says it. */
export function pathOf(descriptor: number): string | null {
  try {
    return process.platform === 'linux' ? readlinkSync(`${FOLDER}/${descriptor}`) : null;
  } catch {
    return null;
  }
}

function kindOf(descriptor: number): [[number, DescriptorKind]] | null {
  try {
    const stat = fstatSync(descriptor);
    if (stat.isSocket()) return [[descriptor, 'socket']];
    if (stat.isFile() || stat.isDirectory()) return [[descriptor, 'file']];
    if (stat.isFIFO()) return [[descriptor, 'pipe']];
    if (stat.isCharacterDevice() || stat.isBlockDevice()) return [[descriptor, 'device']];
    return [[descriptor, 'other']];
  } catch {
    return null;
  }
}
