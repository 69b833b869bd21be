import { createHash, timingSafeEqual } from 'node:crypto';

/** Who may ask. */
export interface Access {
  /** What they have to know; `null`: nothing, as only this machine reaches us. */
  readonly token: string | null;
  /** Whether other machines reach us, under names that we do not know. */
  readonly isExposed: boolean;
}

export const LOOPBACK: Access = { token: null, isExposed: false };

/**
 * Whether a request brings the token: as `Authorization: Bearer`, or as `?token=` for tools that set no headers.
 * Comparing digests takes the same time whatever is in them, and however long it is.
 */
export function knowsToken(
  token: string,
  request: { readonly authorization?: string; readonly url?: string },
): boolean {
  const bearer = /^Bearer +(.+)$/i.exec(request.authorization ?? '')?.[1];
  const query = new URLSearchParams((request.url ?? '').split('?', 2)[1] ?? '').get('token');
  return [bearer, query].some((given) => typeof given === 'string' && timingSafeEqual(digest(given), digest(token)));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
