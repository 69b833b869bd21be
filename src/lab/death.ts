/** From how a process ended to why, as far as its exit and its last words tell. */
import { fileURLToPath } from 'node:url';
import type { Death } from './run.ts';

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The tail of what it wrote on stderr. */
  readonly stderr: string;
}

export interface DeathContext {
  readonly ceilingMiB: number;
  readonly lastHeapUsed: number | null;
}

/** Enough for an error with its stack; what an OOM prints below that are addresses. */
const MAX_STDERR = 4_000;

export function deathOf(exit: Exit, context: DeathContext): Death {
  if (/JavaScript heap out of memory/.test(exit.stderr)) return { kind: 'out-of-memory', ...context };
  return (
    syntaxError(exit.stderr) ??
    portTaken(exit.stderr) ?? { kind: 'exit', ...exit, stderr: exit.stderr.slice(-MAX_STDERR) }
  );
}

/**
 * Node names the file and line first, then the code with a caret, then the error. One that comes from Node's loader is
 * about the source; `JSON.parse` and the like throw a SyntaxError about data.
 */
function syntaxError(stderr: string): Death | null {
  const error = /^SyntaxError(?: \[\w+\])?: (?<message>.+)(?:\n {4}at (?<frame>.+))?$/m.exec(stderr)?.groups;
  if (error?.['message'] === undefined) return null;
  const { message, frame } = error;
  if (frame !== undefined && !frame.includes('node:internal/')) return null;
  const place = /^(\S.*\.[cm]?[jt]s):(\d+)$/m.exec(stderr);
  const [, file, line] = place ?? [];
  return {
    kind: 'syntax',
    message,
    file: file === undefined ? null : file.startsWith('file:') ? fileURLToPath(file) : file,
    line: line === undefined ? null : Number(line),
  };
}

function portTaken(stderr: string): Death | null {
  const port = /EADDRINUSE[^\n]*?:(\d+)\s*$/m.exec(stderr)?.[1];
  return port === undefined ? null : { kind: 'port-taken', port: Number(port) };
}
