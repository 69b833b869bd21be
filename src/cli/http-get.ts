/**
 * A GET for what takes its time. `fetch` gives up when no header has come for 300 s, which a recording of ten minutes
 * needs, and goes to none of the ports that browsers avoid (6000, 6666 and others), where services listen all the same.
 */
import { get as getHttp, type IncomingMessage } from 'node:http';
import { get as getHttps } from 'node:https';

/** As `fetch` and Go's client have it. */
const MOST_REDIRECTS = 10;

/**
 * Resolves when the answer begins, whatever its status; redirects are followed. Whoever gets it reads it to its end, or
 * destroys it.
 * @throws {Error} with the system's `code`, or the signal's reason.
 */
export async function httpGet(url: string, signal: AbortSignal): Promise<IncomingMessage> {
  let at = new URL(url);
  for (let redirects = 0; ; redirects++) {
    const response = await answerOf(at, signal);
    const { statusCode = 0, headers } = response;
    if (statusCode < 300 || statusCode > 399 || headers.location === undefined) return response;
    response.resume();
    if (redirects === MOST_REDIRECTS) throw new Error(`more than ${MOST_REDIRECTS} redirects`);
    const next = URL.canParse(headers.location, at) ? new URL(headers.location, at) : null;
    if (next?.protocol !== 'http:' && next?.protocol !== 'https:') throw new Error(`redirected to ${headers.location}`);
    at = next;
  }
}

function answerOf(url: URL, signal: AbortSignal): Promise<IncomingMessage> {
  const get = url.protocol === 'https:' ? getHttps : getHttp;
  return new Promise((resolve, reject) => {
    get(url, { agent: false, signal }, resolve).on('error', reject);
  });
}

/** A short text, of an answer that says why it is none. */
export async function textOf(response: IncomingMessage, mostBytes = 64 * 1024): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= mostBytes) break;
  }
  return Buffer.concat(chunks).toString('utf8', 0, mostBytes).trim();
}
