/** The one address under which the workshop answers; the guards compare every request with it. */
export interface Address {
  /** As a browser sends it in `Origin`: `http://127.0.0.1:4321`. */
  readonly origin: string;
  /** As a browser sends it in `Host`: `127.0.0.1:4321`. */
  readonly host: string;
  /** Cookies are shared by all ports of a host, so the name carries the port: two workshops must not log each other out. */
  readonly cookieName: string;
}

/** @param origin scheme, host and port; a path or a default port is normalised away. */
export function addressOf(origin: string): Address {
  const url = new URL(origin);
  return { origin: url.origin, host: url.host, cookieName: `vazou-${url.port || '80'}` };
}
