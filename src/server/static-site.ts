import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { etag, RETAINED_304_HEADERS } from 'hono/etag';
import { t } from '#i18n/index.ts';
import { brotli } from './brotli.ts';
import { pagePolicy } from './content-security-policy.ts';

/** Files whose name holds a hash of their content. */
const HASHED = '/_astro/';
const ONE_YEAR_SECONDS = 31_536_000;

/**
 * The built site. Its pages need no session: they hold nothing that is not in the public repository.
 *
 * @param dir the folder that `astro build` filled; without it every address answers 404 and says how to build.
 */
export function staticSite(dir: string): Hono {
  const site = new Hono();
  // A 304 replaces the headers of the page that the browser kept: without the page's own policy, the next reload
  // would run under the one that is for data, which forbids everything.
  const unhashedOnly = etag({ retainedHeaders: [...RETAINED_304_HEADERS, 'content-security-policy'] });
  site.use(compress());
  site.use(brotli);
  site.use((c, next) => (c.req.path.startsWith(HASHED) ? next() : unhashedOnly(c, next)));
  site.use(pagePolicy);
  site.use(async (c, next) => {
    await next();
    c.header('Cache-Control', cacheControl(c.req.path, c.res.status));
  });
  if (existsSync(dir)) site.get('*', serveStatic({ root: dir }));
  site.get('*', async (c) => {
    const page = await readFile(join(dir, '404.html')).catch(() => null);
    return page === null ? c.text(`${t.server.siteNotBuilt}\n`, 404) : c.body(page, 404, { 'Content-Type': HTML });
  });
  return site;
}

const HTML = 'text/html; charset=utf-8';

/** Hashed files never change; anything else is asked for again, which costs a 304. */
function cacheControl(path: string, status: number): string {
  return path.startsWith(HASHED) && status === 200 ? `public, max-age=${ONE_YEAR_SECONDS}, immutable` : 'no-cache';
}
