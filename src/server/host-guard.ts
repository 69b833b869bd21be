import type { IncomingMessage } from 'node:http';
import type { Address } from './address.ts';

/**
 * Whether the request was meant for this workshop: against DNS rebinding, where a foreign page reaches 127.0.0.1
 * under a name of its own.
 *
 * Looks at the raw headers, because Node keeps only the first of two `Host` headers, and at the raw target, because
 * an absolute one (`GET http://elsewhere/`) would override `Host` in everything that reads the URL later.
 */
export function isForThisHost(request: Pick<IncomingMessage, 'rawHeaders' | 'url'>, address: Address): boolean {
  const hosts = request.rawHeaders.filter((_, i, raw) => i % 2 === 1 && raw[i - 1]?.toLowerCase() === 'host');
  return hosts.length === 1 && hosts[0] === address.host && (request.url?.startsWith('/') ?? false);
}
