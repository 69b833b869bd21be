/** Which program has a terminal. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

/**
 * Name of the program in the foreground of the terminal that this shell leads; empty in the moment in which it becomes
 * another one (`exec`), where node-pty would name the shell; `null` where only Linux would tell.
 */
export function foregroundOf(shellPid: number): string | null {
  if (process.platform !== 'linux') return null;
  try {
    // After the name in parentheses: state, parent, group, session, terminal, and the group in the foreground.
    const [, group] = /^.*\) (?:\S+ ){5}(\d+) /s.exec(readFileSync(`/proc/${shellPid}/stat`, 'latin1')) ?? [];
    const [program = ''] = readFileSync(`/proc/${group}/cmdline`, 'utf8').split('\0');
    // A login shell's name begins with a dash.
    return basename(program.replace(/^-/, ''));
  } catch {
    // It ended a moment ago: nobody has the terminal, and nobody will.
    return '';
  }
}
