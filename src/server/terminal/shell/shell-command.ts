import { accessSync, constants } from 'node:fs';
import { basename, isAbsolute, join } from 'node:path';

const BASHRC = join(import.meta.dirname, 'bashrc');
const ZDOTDIR = join(import.meta.dirname, 'zsh');

interface ShellCommand {
  readonly file: string;
  readonly args: string[];
  readonly env: Record<string, string>;
}

/**
 * The learner's own shell with the learner's own settings; after them, the workshop's commands come to the front of
 * the PATH, since a version manager in those settings would put another Node there.
 */
export function shellCommand(env: Readonly<Record<string, string>>): ShellCommand {
  const file = shellFile(env);
  switch (basename(file)) {
    case 'bash':
      return { file, args: ['--rcfile', BASHRC], env: { ...env } };
    case 'zsh':
      return { file, args: [], env: { ...env, ZDOTDIR, VAZOU_ZDOTDIR: env['ZDOTDIR'] ?? env['HOME'] ?? '' } };
    default:
      return { file, args: [], env: { ...env } };
  }
}

/** `SHELL` where it names a program, else what the system surely has. */
export function shellFile(env: Readonly<Record<string, string>>): string {
  if (process.platform === 'win32') return 'powershell.exe';
  const candidates = [env['SHELL'] ?? '', '/bin/bash', '/bin/sh'];
  return candidates.find((path) => isAbsolute(path) && isExecutable(path)) ?? '/bin/sh';
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
