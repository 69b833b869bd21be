/** Names of this machine alone. */
const LOOPBACK: ReadonlySet<string> = new Set(['', 'localhost', '127.0.0.1']);

/**
 * Reads `-http`'s value as Go does: `host:port`, either of them may be missing. The page belongs to a server that also
 * runs labs, so it is never offered to other machines.
 * @returns the port, 0 for any; or why the value is of no use
 */
export function httpPort(value: string): number | 'malformed' | 'not-local' {
  const match = /^(?<host>\[[^\]]*\]|[^:]*):(?<port>\d*)$/.exec(value);
  if (match === null) return 'malformed';
  const { host = '', port = '' } = match.groups ?? {};
  // This machine alone, but the server only listens on 127.0.0.1.
  if (host === '[::1]') return 'malformed';
  if (!LOOPBACK.has(host)) return 'not-local';
  const number = Number(port);
  return number <= 65_535 ? number : 'malformed';
}
