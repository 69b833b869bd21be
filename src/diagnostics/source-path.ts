const isWindows = process.platform === 'win32';

/**
 * A path that an editor and `go tool pprof -list` can open, for a script that V8 names by its URL (`file:///app/a.ts?x`);
 * other names (`node:fs`, a path, nothing) as they are.
 *
 * In JavaScript of its own, and not by Node's `fileURLToPath`: the diagnostics run as an interrupt of whatever the app is
 * doing, and Node's parser leaves what it found in memory that all URLs share until `new URL` has read it. One that is
 * parsed just then takes its place, and the app goes on with the wrong one: `localhost/lojas/42` for `/lojas/42`
 * (Node 26.10; a loop that does nothing else, without inlining, in half of the interrupts).
 */
export function sourcePath(script: string): string {
  if (!script.startsWith(FILE)) return script;
  const path = decoded(script.slice(FILE.length, endOfPath(script)));
  if (!isWindows) return path;
  // `/C:/app/a.ts`, or the name of another machine before its path.
  return (path.startsWith('/') ? path.slice(1) : `//${path}`).replaceAll('/', '\\');
}

const FILE = 'file://';

/** A `?` or `#` of the path itself is encoded. */
function endOfPath(url: string): number {
  const [query, hash] = [url.indexOf('?'), url.indexOf('#')];
  return Math.min(query === -1 ? url.length : query, hash === -1 ? url.length : hash);
}

/** Of what is not encoded right, the name tells more than an error. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
