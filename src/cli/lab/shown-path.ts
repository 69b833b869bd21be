import { isAbsolute, relative } from 'node:path';

/** A path as one would type it from where the command was called; whole when that is outside. */
export function shownPath(path: string): string {
  const from = relative(process.env['INIT_CWD'] ?? process.cwd(), path);
  return from.startsWith('..') || isAbsolute(from) ? path : from;
}
