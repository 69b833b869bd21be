import { createMiddleware } from 'hono/factory';
import type { Address } from './address.ts';
import { ServerError } from './errors.ts';

/** Methods that change nothing here. OPTIONS is absent: nobody is allowed a CORS preflight. */
const SAFE_METHODS = new Set(['GET', 'HEAD']);

/**
 * Whether a request's `Origin` is acceptable: exactly ours when it is there, and it may be missing only where
 * nothing changes (browsers leave it out of same-origin GETs).
 */
export function isOwnOrigin(method: string, origin: string | undefined, address: Address): boolean {
  return origin === undefined ? SAFE_METHODS.has(method) : origin === address.origin;
}

/** Refuses every request of another origin, and every unsafe one that does not say its origin. */
export const originGuard = (address: Address) =>
  createMiddleware(async (c, next) => {
    if (!isOwnOrigin(c.req.method, c.req.header('origin'), address)) throw new ServerError('bad-origin');
    await next();
  });

/**
 * Refuses what a browser says comes from another page. Another port of 127.0.0.1, such as a lab, is another origin
 * yet the same *site*: its page could send our SameSite cookie with a GET that carries no `Origin`.
 */
export const fetchSiteGuard = createMiddleware(async (c, next) => {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new ServerError('bad-origin');
  await next();
});
