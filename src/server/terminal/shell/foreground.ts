/** Which program has a terminal. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

export interface Foreground {
  /** Of processes: the shell's own while it reads what is typed. */
  readonly group: number;
  /** Its name; empty in the moment in which it becomes another program (`exec`), where node-pty would name the shell. */
  readonly program: string;
}

/** What is in the foreground of the terminal that this shell leads; `null` where nobody tells. */
export function foregroundOf(shellPid: number): Foreground | null {
  if (process.platform !== 'linux') return null;
  try {
    // After the name in parentheses: state, parent, group, session, terminal, and the group in the foreground.
    const [, group] = /^.*\) (?:\S+ ){5}(\d+) /s.exec(readFileSync(`/proc/${shellPid}/stat`, 'latin1')) ?? [];
    const [program = ''] = readFileSync(`/proc/${group}/cmdline`, 'utf8').split('\0');
    // A login shell's name begins with a dash.
    return { group: Number(group), program: basename(program.replace(/^-/, '')) };
  } catch {
    // It ended just now, or /proc is kept from us.
    return null;
  }
}
