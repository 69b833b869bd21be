import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { createMiddleware } from 'hono/factory';

const compress = promisify(brotliCompress);

/** A few milliseconds for the longest lesson; more would not pay on the way to one's own machine. */
const QUALITY = 5;
const TEXT = /^(?:text\/|application\/(?:javascript|json)|image\/svg)/;

/** Brotli for whoever takes it: a lesson is a sixth lighter than gzipped. Who does not is left to what comes after. */
export const brotli = createMiddleware(async (c, next) => {
  await next();
  const { headers, status } = c.res;
  const isAccepted = /(?:^|,)\s*br\s*(?:,|$)/.test(c.req.header('Accept-Encoding') ?? '');
  const isText = TEXT.test(headers.get('Content-Type') ?? '');
  if (!isAccepted || !isText || status !== 200 || c.req.method === 'HEAD' || headers.has('Content-Encoding')) return;
  const text = Buffer.from(await c.res.arrayBuffer());
  c.res = new Response(await compress(text, { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } }), c.res);
  c.res.headers.delete('Content-Length');
  c.res.headers.set('Content-Encoding', 'br');
  c.res.headers.append('Vary', 'Accept-Encoding');
  // Other bytes than those that the tag was made of; what they say is the same.
  const tag = headers.get('ETag');
  if (tag !== null && !tag.startsWith('W/')) c.res.headers.set('ETag', `W/${tag}`);
});
