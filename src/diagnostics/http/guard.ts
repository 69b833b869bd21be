import type { IncomingMessage } from 'node:http';
import { words } from '../words.ts';
import { knowsToken, LOOPBACK, type Access } from './access.ts';
import { failure, type Answer } from './answer.ts';
import { ROOT } from './root.ts';

/** Names under which a browser on this machine may know us. Any other one is a page that rebinds its own name to us. */
const OUR_HOSTS = /^(127\.\d{1,3}\.\d{1,3}\.\d{1,3}|localhost|\[::1\])$/;

/** The answer that refuses a request, or `null` if it may pass. Tools such as curl and `go tool pprof` always pass. */
export function refusal(
  { method, headers, url }: Pick<IncomingMessage, 'method' | 'headers'> & { readonly url?: string | undefined },
  { token, isExposed }: Access = LOOPBACK,
): Answer | null {
  const allowed = methodsOf(url ?? '');
  if (!allowed.includes(method ?? '')) {
    const answer = failure(405, words.onlyGet);
    return { ...answer, headers: { ...answer.headers, Allow: allowed.join(', ') } };
  }
  // Where a token is asked for, a page that rebinds its name would have to know it.
  if (!isExposed && !OUR_HOSTS.test(hostname(headers.host))) return failure(403, words.foreignHost);
  // A page from elsewhere cannot read what it embeds from here, but it could make us collect garbage all day.
  // Following a link to us is no embedding, if it was a person who did: a script can go anywhere too.
  const isFollowed = headers['sec-fetch-dest'] === 'document' && headers['sec-fetch-user'] === '?1';
  if (headers['sec-fetch-site'] === 'cross-site' && !isFollowed) return failure(403, words.foreignPage);
  if (token !== null && !knowsToken(token, { authorization: headers.authorization ?? '', url: url ?? '' })) {
    const answer = failure(401, words.noToken);
    return { ...answer, headers: { ...answer.headers, 'WWW-Authenticate': 'Bearer' } };
  }
  return null;
}

/** Tools send the addresses that they want named in the body: too many for an address line. */
function methodsOf(url: string): readonly string[] {
  return url.split('?', 1)[0] === `${ROOT}symbol` ? ['GET', 'HEAD', 'POST'] : ['GET', 'HEAD'];
}

function hostname(host: string | undefined): string {
  return (host ?? '').toLowerCase().replace(/:\d{1,5}$/, '');
}
