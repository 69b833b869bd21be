/** From how a process ended to why, as far as its exit and its last words tell. */
import { fileURLToPath } from 'node:url';
import type { Death, KeptProfile } from './run.ts';

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The tail of what it wrote on stderr. */
  readonly stderr: string;
  /** What it left behind, if it ran out of memory and was asked to. */
  readonly lastProfile?: KeptProfile | undefined;
}

export interface DeathContext {
  readonly ceilingMiB: number;
  readonly lastHeapUsed: number | null;
}

const LOCKED = new Set(['memoryUsage', 'getHeapStatistics', 'threadCpuUsage', 'getActiveResourcesInfo', 'toJSON']);

/** Enough for an error with its stack; what an OOM prints below that are addresses. */
const MAX_STDERR = 4_000;

export function deathOf(exit: Exit, context: DeathContext): Death {
  const { code, signal, lastProfile } = exit;
  if (ranOutOfMemory(exit)) return { kind: 'out-of-memory', ...context, ...(lastProfile && { lastProfile }) };
  return (
    syntaxError(exit.stderr) ??
    locked(exit.stderr) ??
    portTaken(exit.stderr) ?? { kind: 'exit', code, signal, stderr: exit.stderr.slice(-MAX_STDERR) }
  );
}

export function ranOutOfMemory({ stderr }: Exit): boolean {
  return /JavaScript heap out of memory/.test(stderr);
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
  return { kind: 'syntax', message, ...placeOf(stderr) };
}

function placeOf(stderr: string): { readonly file: string | null; readonly line: number | null } {
  const [, file, line] = /^(\S.*\.[cm]?[jt]s):(\d+)$/m.exec(stderr) ?? [];
  return {
    file: file === undefined ? null : file.startsWith('file:') ? fileURLToPath(file) : file,
    line: line === undefined ? null : Number(line),
  };
}

/** What child/guard.ts locks. */
function locked(stderr: string): Death | null {
  const name = /^TypeError: Cannot (?:assign to read only|redefine) property:? '?(?<name>\w+)/m.exec(stderr)?.groups?.[
    'name'
  ];
  if (name === undefined || !LOCKED.has(name)) return null;
  const place = placeOf(stderr);
  // Where the lock itself throws, the line is ours and helps nobody.
  return { kind: 'locked', name, ...(place.file?.includes('/lab/child/') ? { file: null, line: null } : place) };
}

function portTaken(stderr: string): Death | null {
  const port = /EADDRINUSE[^\n]*?:(\d+)\s*$/m.exec(stderr)?.[1];
  return port === undefined ? null : { kind: 'port-taken', port: Number(port) };
}
