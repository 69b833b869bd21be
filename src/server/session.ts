import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createMiddleware } from 'hono/factory';
import type { Address } from './address.ts';
import { ServerError } from './errors.ts';

/** Query parameter of the start URL. */
export const TOKEN_PARAMETER = 'token';

/** Name of the cookie that pages can read. */
export const SESSION_HINT = 'vazou-here';

/** 256 bits: not to be guessed, so that attempts need not be counted. */
const SECRET_BYTES = 32;

/**
 * The two secrets of one run of the workshop. The token, in the printed start URL, opens a session; the cookie is
 * the session. They differ, so that a token left in a browser's history or a shell's is not itself a session. The
 * token stays valid while the workshop runs: whoever closes the browser opens the printed link again.
 */
export class Session {
  readonly token = randomBytes(SECRET_BYTES).toString('base64url');
  readonly #cookie = randomBytes(SECRET_BYTES).toString('base64url');
  readonly #address: Address;

  constructor(address: Address) {
    this.#address = address;
  }

  /** The link that opens the workshop. */
  get startUrl(): string {
    return `${this.#address.origin}/?${TOKEN_PARAMETER}=${this.token}`;
  }

  /** `Set-Cookie` value that opens the session, gone when the browser closes. No `Secure`: Safari refuses it on http. */
  get setCookie(): string {
    return `${this.#address.cookieName}=${this.#cookie}; Path=/; HttpOnly; SameSite=Strict`;
  }

  /** Beside it, for the pages' scripts: whether it is worth asking the workshop for anything. It opens nothing. */
  get setHint(): string {
    return `${SESSION_HINT}=1; Path=/; SameSite=Strict`;
  }

  isToken(candidate: string): boolean {
    return sameSecret(candidate, this.token);
  }

  /**
   * Whether a `Cookie` header holds the session. Every cookie of our name counts: another port of this host can set
   * one of its own in front of ours, and must not lock the learner out with it.
   */
  isOpenedBy(cookieHeader: string | undefined): boolean {
    const prefix = `${this.#address.cookieName}=`;
    return (cookieHeader ?? '')
      .split(';')
      .map((cookie) => cookie.trim())
      .some((cookie) => cookie.startsWith(prefix) && sameSecret(cookie.slice(prefix.length), this.#cookie));
  }
}

/** Compares digests: they always have the same length, and the time taken says nothing about the secret. */
function sameSecret(candidate: string, secret: string): boolean {
  return timingSafeEqual(digest(candidate), digest(secret));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Turns a page's `?token=` into the session cookie and redirects to the same page without it. */
export const tokenExchange = (session: Session, address: Address) =>
  createMiddleware(async (c, next) => {
    const url = new URL(c.req.url);
    const token = url.searchParams.get(TOKEN_PARAMETER);
    if (token === null || c.req.method !== 'GET') return next();
    if (!session.isToken(token)) throw new ServerError('stale-link');
    url.searchParams.delete(TOKEN_PARAMETER);
    c.header('Set-Cookie', session.setCookie);
    c.header('Set-Cookie', session.setHint, { append: true });
    c.header('Cache-Control', 'no-store');
    // Absolute, because a path such as `//elsewhere` alone would lead away.
    return c.redirect(`${address.origin}${url.pathname}${url.search}`, 303);
  });

/** Lets through only who holds the session. */
export const sessionGuard = (session: Session) =>
  createMiddleware(async (c, next) => {
    if (!session.isOpenedBy(c.req.header('cookie'))) throw new ServerError('no-session');
    await next();
  });
