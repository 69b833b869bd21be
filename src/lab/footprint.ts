/** What a process takes up beyond the heap that its diagnostics read: seen from outside, where the system tells. */
import { readFile } from 'node:fs/promises';

export interface Footprint {
  /** Bytes of memory that belong to no file, the JavaScript heap among them. */
  readonly anonymous: number;
  /** Bytes written to files, less those of files deleted before they reached the disk. */
  readonly written: number;
}

/** `null` on systems without /proc, and for a process that is gone. */
export async function footprintOf(pid: number): Promise<Footprint | null> {
  try {
    const [memory, io] = await Promise.all(
      ['smaps_rollup', 'io'].map((name) => readFile(`/proc/${pid}/${name}`, 'latin1')),
    );
    const anonymous = field(memory, 'Anonymous') * 1_024;
    const written = field(io, 'write_bytes') - field(io, 'cancelled_write_bytes');
    return Number.isFinite(anonymous) && Number.isFinite(written) ? { anonymous, written } : null;
  } catch {
    return null;
  }
}

function field(text: string | undefined, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text ?? '')?.[1] ?? Number.NaN);
}
