/** What a server is given to record, and to answer, when the command line does not say. */
const DEFAULT_PATH = '/debug/pprof/profile';
const DEFAULT_TIMEOUT_SECONDS = 60;

/** Where to fetch a profile, and how long to wait. */
export interface Address {
  readonly url: string;
  readonly timeoutSeconds: number;
  readonly seconds: number;
}

/**
 * Reads a source as an address: a URL, or `host:port` with or without a path. Without a path, the CPU profile is
 * meant, as in pprof.
 * @param seconds how long the server shall record; 0 leaves it to the URL
 * @param timeout seconds to wait; 0 is one and a half times the recording
 * @returns undefined for a file
 */
export function parseAddress(source: string, seconds: number, timeout: number): Address | undefined {
  const url = toUrl(source);
  if (url === undefined) return undefined;
  if (url.pathname === '/' || url.pathname === '') url.pathname = DEFAULT_PATH;
  if (seconds > 0) url.searchParams.set('seconds', String(seconds));
  const asked = Number.parseInt(url.searchParams.get('seconds') ?? '', 10);
  const recording = Number.isInteger(asked) && asked > 0 ? asked : 0;
  const patience = recording > 0 ? recording * 1.5 : DEFAULT_TIMEOUT_SECONDS;
  return { url: url.href, seconds: recording, timeoutSeconds: timeout > 0 ? timeout : patience };
}

function toUrl(source: string): URL | undefined {
  if (/^https?:\/\//i.test(source)) return URL.canParse(source) ? new URL(source) : undefined;
  // `localhost:6060/path`: a name, a port, and no drive letter of Windows.
  const isHost = /^(\[[0-9A-Fa-f:.]+\]|[\w.-]+):\d{1,5}(\/|\?|$)/.test(source);
  return isHost && URL.canParse(`http://${source}`) ? new URL(`http://${source}`) : undefined;
}
