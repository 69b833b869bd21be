import { createHash } from 'node:crypto';
import { createMiddleware } from 'hono/factory';

/** Everything the site may load, and from where: only from itself. Each directive that is wider says why. */
const DIRECTIVES: Readonly<Record<string, readonly string[]>> = {
  'default-src': ["'none'"],
  // The search (pagefind) and the call graph (viz.js) run WebAssembly; this allows that, but not eval.
  'script-src': ["'self'", "'wasm-unsafe-eval'"],
  // The editor (Monaco) and highlighted code write their styles into elements.
  'style-src': ["'self'", "'unsafe-inline'"],
  // Vite turns small images and fonts into data: URLs.
  'img-src': ["'self'", 'data:'],
  'font-src': ["'self'", 'data:'],
  'connect-src': ["'self'"],
  'worker-src': ["'self'"],
  'manifest-src': ["'self'"],
  'object-src': ["'none'"],
  'base-uri': ["'none'"],
  // The search box is a form that never leaves the page.
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
};

/** The policy, with inline scripts allowed one by one. */
export function contentSecurityPolicy(scriptHashes: readonly string[]): string {
  return Object.entries(DIRECTIVES)
    .map(([name, sources]) => [name, ...sources, ...(name === 'script-src' ? scriptHashes : [])].join(' '))
    .join('; ');
}

/**
 * Sources such as `'sha256-…'` for the inline scripts of a built page.
 *
 * A pattern is enough to read the HTML here: what it takes for a script and is none only adds the hash of text that
 * we serve ourselves, and a script it misses does not run.
 */
export function inlineScriptHashes(html: string): readonly string[] {
  const scripts = html.matchAll(/<script(?![^>]*\ssrc\s*=)[^>]*>(?<code>.*?)<\/script/gis);
  const hashes = Array.from(scripts, ({ groups }) => {
    // The browser hashes what its parser read, which knows no carriage returns.
    const code = (groups?.['code'] ?? '').replaceAll(/\r\n?/g, '\n');
    return `'sha256-${createHash('sha256').update(code).digest('base64')}'`;
  });
  return [...new Set(hashes)];
}

/** Gives every answer the policy; a page's own one is computed from the very bytes that are sent. */
export const pagePolicy = createMiddleware(async (c, next) => {
  await next();
  if (c.req.method === 'HEAD' || !c.res.headers.get('Content-Type')?.startsWith('text/html')) {
    c.header('Content-Security-Policy', contentSecurityPolicy([]));
    return;
  }
  const page = Buffer.from(await c.res.arrayBuffer());
  c.res = new Response(page, c.res);
  c.header('Content-Security-Policy', contentSecurityPolicy(inlineScriptHashes(page.toString('utf8'))));
});
